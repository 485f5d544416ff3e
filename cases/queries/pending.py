"""What has to be done by when, for a unit or the city: the statements behind lists and figures.

A pending thing is an open step, or a deadline that no open step stands for: the date by which a
case must be settled runs long before the step that settles it is reached. So nothing is counted
twice, and nothing late is left out. What stands still with a suspended case is not pending.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    func,
    literal,
    literal_column,
    not_,
    or_,
    select,
)

from cases.models.case import Case
from cases.models.deadline import Deadline
from cases.models.petition import Petition
from cases.models.run import Run
from cases.models.work_item import WorkItem
from cases.policy.predicates import LEADERS
from cases.queries.outlook import Outlook

STEP, DEADLINE = "step", "deadline"
ONE_DAY = timedelta(days=1)

_MATTER_OF_STEP = func.coalesce(WorkItem.case_id, -WorkItem.petition_id)
_MATTER_OF_DEADLINE = case(
    (Deadline.subject_kind == "case", Deadline.subject_id), else_=-Deadline.subject_id
)
"""The case, or less than nothing: the petition. What has the same number is about one matter."""

_SETTLING_UNIT = select(Case.settling_unit_id).where(Case.id == Deadline.subject_id)
_RECEIVING_UNIT = select(Petition.receiving_unit_id).where(Petition.id == Deadline.subject_id)
_UNIT_OF_DEADLINE = case(
    (Deadline.subject_kind == "case", _SETTLING_UNIT.correlate(Deadline).scalar_subquery()),
    else_=_RECEIVING_UNIT.correlate(Deadline).scalar_subquery(),
)
"""Looked up only where it is asked for: most lists of the whole city can do without."""

_WAITS_FOR_SOMEBODY = Deadline.ends_on_events != literal_column("''")
"""Condition on a deadline: events end it. A threshold just runs out.

Written out, as in the index of open deadlines: what is bound, no database finds there.
"""

HOLDER = func.coalesce(WorkItem.claimant_id, WorkItem.assignee_id)
"""Who has taken the step, or was named for it."""

NOBODY_HAS_IT = and_(HOLDER.is_(None), WorkItem.role.not_in(sorted(LEADERS)))
"""Condition on an open step: it waits to be given to somebody.

What waits for the leaders themselves needs nobody who gives it to them.
"""

_IS_PAUSED = Run.paused_since.is_not(None)
_PAUSED_RUNS = select(Run.id).where(_IS_PAUSED)
_PAUSED_CASES = select(Run.subject_id).where(_IS_PAUSED, Run.subject_kind == "case")

STANDS_STILL = WorkItem.run_id.in_(_PAUSED_RUNS)
"""Condition on an open step: its case is suspended."""
DEADLINE_STANDS_STILL = and_(
    Deadline.pauses, Deadline.subject_kind == "case", Deadline.subject_id.in_(_PAUSED_CASES)
)
"""The same for a deadline; some run on while the case is suspended."""


@dataclass(frozen=True, slots=True)
class Span:
    """Due dates from ``since`` up to the day before ``before``.

    Attributes:
        is_soon: Only what its unit counts as soon, where units differ.
    """

    since: date | None
    before: date
    is_soon: bool = False

    def holds(
        self,
        due_on: Any,  # noqa: ANN401 - a column
        unit_id: Any,  # noqa: ANN401
        outlook: Outlook,
    ) -> ColumnElement[bool]:
        """Return the condition on the columns of a row."""
        holds: ColumnElement[bool] = due_on < self.before
        if self.since is not None:
            holds = and_(due_on >= self.since, holds)
        if self.is_soon and outlook.soon_until_of:
            # Up to the first of their days the unit makes no difference, and need not be known.
            holds = and_(
                holds, or_(due_on < outlook.nearest, due_on < outlook.until_column(unit_id))
            )
        return holds


def late(outlook: Outlook) -> Span:
    """Return the dates that are over."""
    return Span(None, outlook.today)


def of_day(day: date) -> Span:
    """Return one date."""
    return Span(day, day + ONE_DAY)


def soon(outlook: Outlook, unit_id: int | None) -> Span:
    """Return the dates after today that the unit, or each unit of the city, counts as soon."""
    if unit_id is not None:
        return Span(outlook.today + ONE_DAY, outlook.until(unit_id))
    return Span(outlook.today + ONE_DAY, outlook.horizon, is_soon=True)


def today_and_soon(outlook: Outlook, unit_id: int | None) -> Span:
    """Return today and what is soon."""
    return replace(soon(outlook, unit_id), since=outlook.today)


def pending(outlook: Outlook, unit_id: int | None, span: Span) -> tuple[Select[Any], Select[Any]]:
    """Return what is pending with a date in the span: steps, and deadlines beside them."""
    return (
        open_steps(
            unit_id, span.holds(WorkItem.due_on, WorkItem.unit_id, outlook), not_(STANDS_STILL)
        ),
        open_deadlines(
            unit_id,
            span.holds(Deadline.due_on, _UNIT_OF_DEADLINE, outlook),
            not_(DEADLINE_STANDS_STILL),
            *_NO_STEP_STANDS_FOR_IT,
        ),
    )


def standing_still(
    outlook: Outlook, unit_id: int | None, span: Span
) -> tuple[Select[Any], Select[Any]]:
    """Return what would be pending if the case were not suspended."""
    return (
        open_steps(unit_id, span.holds(WorkItem.due_on, WorkItem.unit_id, outlook), STANDS_STILL),
        open_deadlines(
            unit_id,
            span.holds(Deadline.due_on, _UNIT_OF_DEADLINE, outlook),
            DEADLINE_STANDS_STILL,
            *_NO_STEP_STANDS_FOR_IT,
        ),
    )


def open_steps(unit_id: int | None, *conditions: ColumnElement[bool]) -> Select[Any]:
    """Return the open steps of a unit (``None``: of the city)."""
    columns = _columns(STEP, WorkItem.id, WorkItem.unit_id, WorkItem.due_on, _MATTER_OF_STEP)
    statement = select(*columns).where(*conditions)
    return statement if unit_id is None else statement.where(WorkItem.unit_id == unit_id)


def open_deadlines(unit_id: int | None, *conditions: ColumnElement[bool]) -> Select[Any]:
    """Return the open deadlines of a unit, whether a step stands for them or not."""
    return _deadlines(unit_id).where(Deadline.closed_on.is_(None), _WAITS_FOR_SOMEBODY, *conditions)


def judged_deadlines(unit_id: int | None, *conditions: ColumnElement[bool]) -> Select[Any]:
    """Return the deadlines that were kept or missed; those that ended otherwise are left out."""
    return _deadlines(unit_id).where(Deadline.late_by_law.is_not(None), *conditions)


def _shown_by_a_step(of: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column
    same = (
        of == Deadline.subject_id,
        WorkItem.term == Deadline.term,
        WorkItem.due_on == Deadline.due_on,
    )
    return select(WorkItem.id).where(*same).correlate(Deadline).exists()


_NO_STEP_STANDS_FOR_IT = (
    or_(Deadline.subject_kind != "case", not_(_shown_by_a_step(WorkItem.case_id))),
    or_(Deadline.subject_kind != "petition", not_(_shown_by_a_step(WorkItem.petition_id))),
)


def _deadlines(unit_id: int | None) -> Select[Any]:
    unit, matter = _UNIT_OF_DEADLINE, _MATTER_OF_DEADLINE
    statement = select(*_columns(DEADLINE, Deadline.id, unit, Deadline.due_on, matter))
    return statement if unit_id is None else statement.where(_of_the_unit(unit_id))


def _of_the_unit(unit_id: int) -> ColumnElement[bool]:
    """Return the condition on a deadline: its case or petition is the unit's.

    Asked of the ids alone, so that what other units have is passed over in the index.
    """
    cases = select(Case.id).where(Case.settling_unit_id == unit_id)
    petitions = select(Petition.id).where(Petition.receiving_unit_id == unit_id)
    return or_(
        and_(Deadline.subject_kind == "case", Deadline.subject_id.in_(cases)),
        and_(Deadline.subject_kind == "petition", Deadline.subject_id.in_(petitions)),
    )


def _columns(
    what: str,
    row_id: Any,  # noqa: ANN401 - a column, as those that follow
    unit_id: Any,  # noqa: ANN401
    due_on: Any,  # noqa: ANN401
    matter: Any,  # noqa: ANN401
) -> tuple[ColumnElement[Any], ...]:
    return (
        literal(what).label("what"),
        row_id.label("id"),
        unit_id.label("unit_id"),
        due_on.label("due_on"),
        matter.label("matter"),
    )
