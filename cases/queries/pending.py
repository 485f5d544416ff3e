"""What has to be done by when, for a unit or the city: the statements behind lists and figures.

A pending thing is an open step, or a deadline that no open step stands for: the date by which a
case must be settled runs long before the step that settles it is reached. So nothing is counted
twice, and nothing late is left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, and_, case, func, literal, select

from cases.deadlines.calendar import WorkingCalendar
from cases.models.case import Case
from cases.models.deadline import Deadline
from cases.models.petition import Petition
from cases.models.run import Run
from cases.models.work_item import WorkItem
from cases.reminders import Reminders

STEP, DEADLINE = "step", "deadline"

_PAUSED = Run.paused_since.is_not(None)
HOLDER = func.coalesce(WorkItem.claimant_id, WorkItem.assignee_id)
"""Who has taken the step, or was named for it."""


@dataclass(frozen=True, slots=True)
class SoonDates:
    """From which day on something is no longer due soon: the day after the reminder reaches.

    Units whose head has set the same number of days share a date.
    """

    usual: date
    of_units: Mapping[date, tuple[int, ...]]

    @classmethod
    def of(cls, reminders: Reminders, today: date, calendar: WorkingCalendar) -> "SoonDates":
        """Compute the dates as of today."""
        by_days: dict[int, list[int]] = {}
        for unit_id, days in sorted(reminders.of_units.items()):
            by_days.setdefault(days, []).append(unit_id)
        return cls(
            usual=calendar.add_working(today, reminders.usual + 1),
            of_units={
                calendar.add_working(today, days + 1): tuple(units)
                for days, units in by_days.items()
            },
        )

    @property
    def last(self) -> date:
        """The latest of the dates."""
        return max(self.usual, *self.of_units) if self.of_units else self.usual

    def of_unit(self, unit_id: int | None) -> date:
        """Return the date of one unit, or that of the city."""
        for day, units in self.of_units.items():
            if unit_id in units:
                return day
        return self.usual

    def column(self, unit: ColumnElement[int]) -> ColumnElement[date]:
        """Return the date as an SQL value that depends on the unit of the row."""
        if not self.of_units:
            return literal(self.usual, Date)
        return case(
            *((unit.in_(units), literal(day, Date)) for day, units in self.of_units.items()),
            else_=literal(self.usual, Date),
        )


def pending_steps(unit_id: int | None, *conditions: ColumnElement[bool]) -> Select[Any]:
    """Return the open steps of a unit (``None``: of the city)."""
    paused = select(Run.id).where(_PAUSED)
    columns = _columns(STEP, WorkItem.id, WorkItem.unit_id, WorkItem.due_on)
    statement = select(*columns, WorkItem.run_id.in_(paused).label("is_paused")).where(*conditions)
    return statement if unit_id is None else statement.where(WorkItem.unit_id == unit_id)


def pending_deadlines(unit_id: int | None, *conditions: ColumnElement[bool]) -> Select[Any]:
    """Return the open deadlines that no open step stands for."""
    shown = and_(WorkItem.term == Deadline.term, WorkItem.due_on == Deadline.due_on)
    of_case = select(WorkItem.id).where(WorkItem.case_id == Case.id, shown)
    of_petition = select(WorkItem.id).where(WorkItem.petition_id == Petition.id, shown)
    return open_deadlines(unit_id, ~of_case.exists(), ~of_petition.exists(), *conditions)


def open_deadlines(unit_id: int | None, *conditions: ColumnElement[bool]) -> Select[Any]:
    """Return the open deadlines of a unit, whether a step stands for them or not."""
    paused = select(Run.subject_id).where(_PAUSED, Run.subject_kind == "case")
    is_paused = and_(
        Deadline.pauses, Deadline.subject_kind == "case", Deadline.subject_id.in_(paused)
    )
    statement = _deadlines(unit_id, is_paused.label("is_paused"))
    return statement.where(Deadline.closed_on.is_(None), *conditions)


def closed_deadlines(unit_id: int | None, *conditions: ColumnElement[bool]) -> Select[Any]:
    """Return the deadlines that were kept or missed; those that ended otherwise are left out."""
    statement = _deadlines(unit_id, Deadline.late_by_law.label("is_late"))
    return statement.where(Deadline.late_by_law.is_not(None), *conditions)


def _deadlines(unit_id: int | None, *more: ColumnElement[Any]) -> Select[Any]:
    of_case = and_(Deadline.subject_kind == "case", Case.id == Deadline.subject_id)
    of_petition = and_(Deadline.subject_kind == "petition", Petition.id == Deadline.subject_id)
    unit: ColumnElement[int] = func.coalesce(Case.settling_unit_id, Petition.receiving_unit_id)
    statement = (
        select(*_columns(DEADLINE, Deadline.id, unit, Deadline.due_on), *more)
        .select_from(Deadline)
        .outerjoin(Case, of_case)
        .outerjoin(Petition, of_petition)
    )
    return statement if unit_id is None else statement.where(unit == unit_id)


def _columns(what: str, row_id: Any, unit_id: Any, due_on: Any) -> tuple[ColumnElement[Any], ...]:  # noqa: ANN401
    return (
        literal(what).label("what"),
        row_id.label("id"),
        unit_id.label("unit_id"),
        due_on.label("due_on"),
    )
