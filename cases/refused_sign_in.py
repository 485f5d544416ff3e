"""Why nobody was signed in."""

from datetime import datetime

from cases.errors import CasesError


class SignInRefusedError(CasesError):
    """Sign-in failed.

    Attributes:
        reason: ``wrong`` (address or password), ``throttled``, ``locked``, or another one that
            ``cases.actions.sign_in`` names.
        retry_at: When the next attempt is taken, if throttled.
    """

    def __init__(self, reason: str, retry_at: datetime | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_at = retry_at
