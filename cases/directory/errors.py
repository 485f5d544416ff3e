"""What can go wrong with a directory."""

from cases.errors import CasesError


class DirectoryUnavailableError(CasesError):
    """The directory cannot be asked now: it is away, too slow, or not the one it should be.

    Attributes:
        reason: A code for the log.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
