"""Why a handover cannot go on."""

from cases.errors import CasesError


class HandoverRefusedError(CasesError):
    """Work or account cannot be handed over so, or not now.

    Attributes:
        reason: ``open`` (another one is under way), ``none`` (none is), ``duties`` (something is
            still with the person), ``locked`` (the account is locked already), ``own`` (nobody
            locks or moves themselves) or ``last`` (nobody would be left who administers).
        count: How many things are open.
    """

    def __init__(self, reason: str, count: int = 0) -> None:
        super().__init__(reason, count)
        self.reason = reason
        self.count = count
