"""Why a calendar change cannot be previewed or confirmed now."""

from cases.errors import CasesError


class CalendarMovedError(CasesError):
    """The change or the calendar is not what it was when the effects were previewed."""


class CalendarBusyError(CasesError):
    """Another change is being recomputed: the dates to compare with are not there yet."""


class EmptyChangeError(CasesError):
    """Nothing has been edited, so there is nothing to preview."""
