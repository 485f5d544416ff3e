"""Why a code is not taken."""

from cases.errors import CasesError


class CodeRefusedError(CasesError):
    """Nothing was changed.

    Attributes:
        reason: ``wrong`` (not of now, used already, or of another secret), ``throttled``, ``set``
            (codes are set up already) or ``own`` (one's own codes are not reset).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
