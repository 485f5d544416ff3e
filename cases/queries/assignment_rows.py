"""Lines of the page on which leaders give out work: one open step, who has it, who must not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from cases.assigning.locked_items import PROPOSED
from cases.assigning.people import Doers, kept_apart, who_did
from cases.database import Transaction
from cases.models.account import Account
from cases.models.assignment import Assignment
from cases.models.case import Case
from cases.models.note import Note
from cases.models.petition import Petition
from cases.models.petition_text import PetitionText
from cases.models.run import Run
from cases.models.work_assignment import WorkAssignment
from cases.models.work_item import WorkItem
from cases.office import Office
from cases.queries.due_state import DueState
from cases.queries.outlook import Outlook
from cases.queries.pending import HOLDER
from cases.queries.subject_columns import CODE, FIELD, SECRECY, TITLE
from cases.secrecy import is_secret

_BY = aliased(Account)


@dataclass(frozen=True, slots=True)
class LastAct:
    """What was done about a step last: who did it, and why."""

    kind: str
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """An open step.

    Attributes:
        code: Code of the case or petition.
        holder_id: Who has taken the step, or was named for it.
        is_named: A form named the holder: only the head puts somebody else in that place.
        is_secret: Nothing is written about it: no reason is asked.
        kept_apart: Account -> name of the step because of which the person must not do this one.
    """

    item_id: int
    run_id: int
    code: str
    kind: str
    element: str
    name: str
    role: str
    unit_id: int
    title: str
    field: str | None
    due: DueState | None
    holder_id: int | None
    holder: str | None
    is_named: bool
    is_secret: bool
    last: LastAct | None
    kept_apart: Mapping[int, str]

    @property
    def is_proposed(self) -> bool:
        """Tell whether the holder has asked to hand the step back, without an answer yet."""
        return self.last is not None and self.last.kind == PROPOSED


def assignment_rows(
    tx: Transaction, office: Office, outlook: Outlook, ids: Sequence[int]
) -> tuple[AssignmentRow, ...]:
    """Return the lines of these steps, in their order; those that have ended are left out."""
    if not ids:
        return ()
    found = {row.WorkItem.id: row for row in tx.execute(_statement(ids))}
    rows = [found[one] for one in ids if one in found]
    run_ids = sorted({row.WorkItem.run_id for row in rows})
    notations = {row.WorkItem.id: _notation(tx, office, row) for row in rows}
    elements = {one for notation in notations.values() for one in notation.not_actor_of}
    doers = who_did(tx, run_ids, elements)
    named = select(Assignment.run_id, Assignment.name).where(Assignment.run_id.in_(run_ids))
    names = {(run_id, name) for run_id, name in tx.execute(named)}
    return tuple(
        _row(tx, office, outlook, row, doers, is_named=_is_named(row, notations, names))
        for row in rows
    )


def _statement(ids: Sequence[int]) -> Any:  # noqa: ANN401
    return (
        select(
            WorkItem,
            CODE.label("code"),
            FIELD.label("field"),
            SECRECY.label("secrecy"),
            TITLE.label("title"),
            Run.version_id,
            Run.paused_since,
            Account.full_name.label("holder"),
            WorkAssignment.kind.label("act"),
            WorkAssignment.at,
            _BY.full_name.label("by"),
            Note.text.label("reason"),
        )
        .join(Run, Run.id == WorkItem.run_id)
        .outerjoin(Case, Case.id == WorkItem.case_id)
        .outerjoin(Petition, Petition.id == WorkItem.petition_id)
        .outerjoin(PetitionText, PetitionText.petition_id == WorkItem.petition_id)
        .outerjoin(Account, Account.id == HOLDER)
        .outerjoin(WorkAssignment, WorkAssignment.id == WorkItem.last_assignment_id)
        .outerjoin(_BY, _BY.id == WorkAssignment.by_id)
        .outerjoin(Note, Note.id == WorkAssignment.reason_id)
        .where(WorkItem.id.in_(ids))
    )


def _notation(tx: Transaction, office: Office, row: Any) -> Any:  # noqa: ANN401
    return office.version(tx, row.version_id).procedure.steps[row.WorkItem.element]


def _is_named(row: Any, notations: Mapping[int, Any], names: set[tuple[int, str]]) -> bool:  # noqa: ANN401
    item = row.WorkItem
    named = (item.run_id, notations[item.id].assign) in names
    return named and item.assignee_id is not None


def _row(
    tx: Transaction,
    office: Office,
    outlook: Outlook,
    row: Any,  # noqa: ANN401
    doers: Doers,
    *,
    is_named: bool,
) -> AssignmentRow:
    item, version = row.WorkItem, office.version(tx, row.version_id)
    apart = kept_apart(version.procedure.steps[item.element], item.run_id, doers)
    return AssignmentRow(
        item_id=item.id,
        run_id=item.run_id,
        code=row.code or "",
        kind=item.kind,
        element=item.element,
        name=item.name,
        role=item.role,
        unit_id=item.unit_id,
        title=row.title or "",
        field=row.field,
        due=outlook.state(item.due_on, item.unit_id, is_paused=row.paused_since is not None),
        holder_id=item.claimant_id or item.assignee_id,
        holder=row.holder,
        is_named=is_named,
        is_secret=is_secret(row.secrecy),
        last=LastAct(row.act, row.by, row.at, row.reason or "") if row.act else None,
        kept_apart={one: version.step_name(element) for one, element in apart.items()},
    )
