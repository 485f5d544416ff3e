"""Lines of the task list: the step, the case it belongs to, who has it, how urgent it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, literal, select, union_all

from cases.actor import Actor
from cases.database import Transaction
from cases.deadlines.calendar import WorkingCalendar
from cases.models.account import Account
from cases.models.case import Case
from cases.models.case_step import CaseStep
from cases.models.deadline import Deadline
from cases.models.party import Party
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.models.run import Run
from cases.models.work_item import WorkItem
from cases.office import Office
from cases.queries.due_state import DueState, due_state
from cases.queries.subject_columns import (
    CODE,
    FIELD,
    KIND,
    TITLE,
    UNIT_ID,
    with_subject_of_item,
    with_subject_of_run,
)
from cases.queries.subjects import Subject, about
from cases.queries.views import WorkRow
from cases.reminders import Reminders, read_reminders

_SUBJECT = (
    Case.id.label("of_case"),
    Petition.id.label("of_petition"),
    CODE.label("code"),
    KIND.label("kind"),
    TITLE.label("title"),
    FIELD.label("field"),
    UNIT_ID.label("of_unit"),
)

_NAMED = (Party.id.label("party_id"), Party.full_name)


def work_rows(
    tx: Transaction, office: Office, actor: Actor, ids: Sequence[int], *, is_done: bool
) -> tuple[WorkRow, ...]:
    """Return the lines of open steps, or of finished ones, in the order of their ids."""
    if is_done:
        return _done_rows(tx, office, actor, ids)
    holder = func.coalesce(WorkItem.claimant_id, WorkItem.assignee_id)
    rows = tx.execute(
        with_subject_of_item(
            select(WorkItem, Account.full_name, Run.paused_since, *_SUBJECT).join(
                Run, Run.id == WorkItem.run_id
            )
        )
        .outerjoin(Account, Account.id == holder)
        .where(WorkItem.id.in_(ids))
    ).all()
    more = _more(tx, office, [_subject(row) for row in rows])
    return tuple(_open_row(actor, row, more) for row in _in_order(rows, ids))


def _done_rows(
    tx: Transaction, office: Office, actor: Actor, ids: Sequence[int]
) -> tuple[WorkRow, ...]:
    rows = tx.execute(
        with_subject_of_run(
            select(CaseStep, Run.version_id, *_SUBJECT).join(Run, Run.id == CaseStep.run_id)
        ).where(CaseStep.id.in_(ids))
    ).all()
    more = _more(tx, office, [_subject(row) for row in rows])
    return tuple(_done_row(tx, office, actor, row, more) for row in _in_order(rows, ids))


def _in_order(rows: Sequence[Any], ids: Sequence[int]) -> list[Any]:
    place = {row_id: number for number, row_id in enumerate(ids)}
    return sorted(rows, key=lambda row: place[row[0].id])


@dataclass(frozen=True, slots=True)
class _More:
    """What a page of rows shows beside the item itself, by case or petition.

    Attributes:
        states: Dates that have been graded: rows of a long list share a few.
    """

    authors: Mapping[Subject, str]
    due: Mapping[Subject, date]
    today: date
    calendar: WorkingCalendar
    reminders: Reminders
    states: dict[tuple[date | None, int, bool], DueState | None] = field(default_factory=dict)

    def state(
        self, due_on: date | None, unit_id: int, *, is_paused: bool = False
    ) -> DueState | None:
        """Grade a date as the unit wants to be reminded."""
        key = (due_on, self.reminders.days(unit_id), is_paused)
        if key not in self.states:
            self.states[key] = due_state(
                due_on, self.today, self.calendar, soon_days=key[1], is_paused=is_paused
            )
        return self.states[key]

    def case_due(self, row: Any) -> DueState | None:  # noqa: ANN401
        """Grade the last open deadline of a case or petition."""
        return self.state(self.due.get(_subject(row)), row.of_unit)


def _more(tx: Transaction, office: Office, subjects: Sequence[Subject]) -> _More:
    deadlines = tx.execute(
        select(Deadline.subject_kind, Deadline.subject_id, func.max(Deadline.due_on))
        .where(about(Deadline, subjects), Deadline.closed_on.is_(None))
        .group_by(Deadline.subject_kind, Deadline.subject_id)
    )
    return _More(
        authors=_authors(tx, subjects),
        due={(kind, subject_id): due_on for kind, subject_id, due_on in deadlines},
        today=office.today(),
        calendar=office.calendar(tx),
        reminders=read_reminders(tx, office),
    )


def _authors(tx: Transaction, subjects: Sequence[Subject]) -> Mapping[Subject, str]:
    ids = {kind: [one for of, one in subjects if of == kind] for kind in ("case", "petition")}
    statement = union_all(
        select(literal("case").label("kind"), PetitionCase.case_id.label("id"), *_NAMED)
        .join(Party, Party.petition_id == PetitionCase.petition_id)
        .where(PetitionCase.case_id.in_(ids["case"]), Party.role == "author"),
        select(literal("petition"), Party.petition_id, *_NAMED).where(
            Party.petition_id.in_(ids["petition"]), Party.role == "author"
        ),
    )
    authors: dict[Subject, str] = {}
    for kind, subject_id, _, name in tx.execute(statement.order_by("party_id")):
        authors.setdefault((kind, subject_id), name)  # a joined petition is not the first
    return authors


def _subject(row: Any) -> Subject:  # noqa: ANN401
    return ("case", row.of_case) if row.of_case else ("petition", row.of_petition)


def _open_row(actor: Actor, row: Any, more: _More) -> WorkRow:  # noqa: ANN401
    item, holder, paused_since = row[:3]
    is_mine = actor.account_id in {item.claimant_id, item.assignee_id}
    may = actor.holds(item.role, item.unit_id) and item.assignee_id in {None, actor.account_id}
    return WorkRow(
        item_id=item.id,
        run_id=item.run_id,
        task_id=item.task_id,
        case_id=row.of_case,
        code=row.code,
        kind=row.kind,
        element=item.element,
        step_name=item.name,
        title=row.title or "",
        author=more.authors.get(_subject(row)),
        field=row.field,
        due=more.state(item.due_on, item.unit_id, is_paused=paused_since is not None),
        case_due=more.case_due(row),
        holder=holder,
        is_mine=is_mine,
        can_claim=may and item.claimant_id is None and item.assignee_id is None,
        can_release=item.claimant_id == actor.account_id,
        opened_at=item.opened_at,
    )


def _done_row(
    tx: Transaction,
    office: Office,
    actor: Actor,
    row: Any,  # noqa: ANN401
    more: _More,
) -> WorkRow:
    step, version_id = row[:2]
    return WorkRow(
        item_id=0,
        run_id=step.run_id,
        task_id=step.task_id,
        case_id=row.of_case,
        code=row.code,
        kind=row.kind,
        element=step.element,
        step_name=office.version(tx, version_id).step_name(step.element),
        title=row.title or "",
        author=more.authors.get(_subject(row)),
        field=row.field,
        due=None,
        case_due=more.case_due(row),
        holder=actor.name,
        is_mine=True,
        can_claim=False,
        can_release=False,
        opened_at=step.ended_at,
    )
