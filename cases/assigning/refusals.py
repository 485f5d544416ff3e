"""Why a step was not given to somebody."""

from dataclasses import dataclass
from enum import StrEnum

from cases.errors import CasesError


class Why(StrEnum):
    """Reasons, as the page words them."""

    GONE = "gone"
    TAKEN = "taken"
    FREE = "free"
    SAME = "same"
    ROLE = "role"
    SEPARATION = "separation"
    NAMED = "named"
    LEAVING = "leaving"


@dataclass(frozen=True, slots=True)
class NotAssigned:
    """A step that stayed where it is.

    Attributes:
        code: Code of the case or petition; empty for a step that has ended.
        detail: Who has the step now, or the step that the person did before.
    """

    why: Why
    code: str = ""
    step_name: str = ""
    detail: str = ""


class AssignmentRefusedError(CasesError):
    """Not one of the steps could be given, recalled or handed back."""

    def __init__(self, *refused: NotAssigned) -> None:
        super().__init__(tuple(str(one.why) for one in refused))
        self.refused = refused
