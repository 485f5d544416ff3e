"""A statutory term, exactly as one row of a term table states it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Unit = Literal["calendar", "working", "month"]
Direction = Literal["forward", "backward"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """One row of a term table: how long, counted how, from what to what, by which article.

    Attributes:
        term: What diagrams and screens name, e.g. ``kn1_resolve``.
        key: The row, e.g. ``kn1_resolve_normal``; never reused for another rule.
        title: What the person must do, in Vietnamese, as shown on screen.
        scope: A Vietnamese sentence saying which cases the row is for, or empty.
        amount: Length, never negative; 0 means "ngay" (at once).
        unit: Calendar days, working days or months.
        direction: ``backward`` counts back from an appointed day ("trước ít nhất ...").
        starts_on: Code of the event whose day is day zero.
        ends_on: Codes of the events that close the deadline; empty for a threshold.
        paused_by_suspension: Suspended days are not counted.
        rolls: A last day that is not worked moves to the next working day
            (khoản 5 Điều 148 Bộ luật Dân sự).
        basis: Citation in Vietnamese, from small to large.
        effective_from: First day on which the starting event takes this row.
        effective_to: Last such day; None while the row is open.
        is_verified: The number was read in the text of the law.
        note: What a user of the row must know, or empty.
        pause_basis: Citation for leaving suspended days out, or empty.
        statute_days: Calendar days that the law itself gives where a decree counts otherwise;
            0 where they agree.
    """

    term: str
    key: str
    title: str
    scope: str
    amount: int
    unit: Unit
    direction: Direction
    starts_on: str
    ends_on: tuple[str, ...]
    paused_by_suspension: bool
    rolls: bool
    basis: str
    effective_from: date
    effective_to: date | None
    is_verified: bool
    note: str
    pause_basis: str = ""
    statute_days: int = 0

    @property
    def is_at_once(self) -> bool:
        """Tell whether the law says "ngay": on the same working day."""
        return self.amount == 0 and self.unit == "working"

    @property
    def is_backward(self) -> bool:
        """Tell whether the term counts back from an appointed day."""
        return self.direction == "backward"

    def is_in_force(self, on: date) -> bool:
        """Tell whether a starting event on that day takes this row."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)


@dataclass(frozen=True, slots=True)
class Extension:
    """A signed decision that lengthens one deadline.

    Attributes:
        amount: How much is added.
        unit: In what the addition is counted.
        document: Number of the decision, e.g. ``"45/QĐ-UBND"``.
        decided_on: Day of the decision.
    """

    amount: int
    unit: Unit
    document: str
    decided_on: date


@dataclass(frozen=True, slots=True)
class Pause:
    """A suspension of the settlement (tạm đình chỉ).

    Attributes:
        from_: Day of the suspension decision; it still counts.
        to: Day of the decision to continue; it does not count yet. None while
            the suspension lasts.
    """

    from_: date
    to: date | None
