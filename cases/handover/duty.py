"""Something open that one person has and another must have before the account is locked."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cases.secrecy import NOT_SECRET, is_secret


class DutyKind(StrEnum):
    """Kinds of open things, in the order in which pages and minutes show them."""

    STEP = "step"
    NAMED = "named"
    DIRECTION = "direction"
    DRAFT = "draft"
    DELEGATION = "delegation"


@dataclass(frozen=True, slots=True)
class Duty:
    """One open thing.

    Attributes:
        kind: A step that the person has taken or was given; a decision that names the person for
            steps to come; a direction that waits for an answer; a form filled in by half; a power
            given by, or to, the person.
        id: What it is called in a form: the id of its row, ``<run>.<name>`` of a named task.
        subject: Kind and id of the case or petition, if it is about one.
        code: Its code.
        of_kind: Kind of petition.
        name: What the step, the task or the place of the draft is called.
        unit_id: Whose work it is.
        role: Role that its next owner must hold in the unit; ``None``: any that works on cases.
        task: Name of the task for which a form named the person: only the head puts somebody else
            in that place.
        secrecy: Level of the case or petition.
        run_id: The run of a step or named task.
    """

    kind: DutyKind
    id: str
    subject: tuple[str, int] | None
    code: str
    of_kind: str
    name: str
    unit_id: int
    role: str | None
    due_on: date | None = None
    task: str | None = None
    secrecy: str = NOT_SECRET
    run_id: int | None = None

    @property
    def is_named(self) -> bool:
        """Tell whether a form named the person."""
        return self.task is not None

    @property
    def is_secret(self) -> bool:
        """Tell whether nothing may be written about it."""
        return is_secret(self.secrecy)

    @property
    def key(self) -> str:
        """What a form calls it: ``step:12``."""
        return f"{self.kind}:{self.id}"
