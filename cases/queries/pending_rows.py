"""Lines of a list of pending things: what it is, where it stands, who has it, how urgent it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from sqlalchemy import and_, select
from sqlalchemy.orm import defer

from cases.actor import Actor
from cases.database import Transaction
from cases.models.account import Account
from cases.models.case import Case
from cases.models.deadline import Deadline
from cases.models.petition import Petition
from cases.models.run import Run
from cases.models.unit import Unit
from cases.models.work_item import WorkItem
from cases.office import Office
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.due_state import DueState, closed_state
from cases.queries.outlook import Outlook
from cases.queries.pending import DEADLINE, HOLDER, STEP
from cases.queries.subject_columns import CODE, FIELD, UNIT_ID


@dataclass(frozen=True, slots=True)
class PendingRow:
    """One step or deadline. No name of a party and no matter: leaders' lists are printed.

    Attributes:
        what: ``step`` or ``deadline``.
        code: Code of the case or petition.
        name: Name of the step, or title of the term.
        stands_at: For a deadline: the steps at which the case stands.
        holder: Who has taken the step, or was named for it.
        address: Run and task of a step that the person may do.
        others: How many more steps and deadlines of the same matter the list holds, each with a
            later date, where it names every matter once.
    """

    what: str
    code: str
    field: str | None
    name: str
    stands_at: tuple[str, ...]
    holder: str | None
    unit_name: str
    due: DueState | None
    address: tuple[int, str] | None
    others: int = 0


_WHAT = (STEP, DEADLINE)
Key = tuple[str, int]
Stands = Mapping[tuple[str, int], Sequence[tuple[str, str | None]]]


def pending_rows(
    tx: Transaction,
    office: Office,
    actor: Actor,
    outlook: Outlook,
    *lists: Mapping[Key, int],
) -> tuple[tuple[PendingRow, ...], ...]:
    """Return the rows of each list, of which what and id are given, and the number of others."""
    keys = {key for one in lists for key in one}
    ids = {what: sorted(row_id for kind, row_id in keys if kind == what) for what in _WHAT}
    found = {
        **_steps(tx, actor, outlook, ids[STEP]),
        **_deadlines(tx, office, outlook, ids[DEADLINE]),
    }
    return tuple(
        tuple(replace(found[key], others=others) for key, others in one.items()) for one in lists
    )


def _steps(
    tx: Transaction, actor: Actor, outlook: Outlook, ids: Sequence[int]
) -> Mapping[Key, PendingRow]:
    if not ids:
        return {}
    code = CODE.label("code")
    field = FIELD.label("field")
    rows = tx.execute(
        select(
            WorkItem,
            code,
            field,
            Account.full_name.label("holder"),
            Unit.name.label("unit_name"),
            Run.paused_since,
        )
        .join(Run, Run.id == WorkItem.run_id)
        .join(Unit, Unit.id == WorkItem.unit_id)
        .outerjoin(Case, Case.id == WorkItem.case_id)
        .outerjoin(Petition, Petition.id == WorkItem.petition_id)
        .outerjoin(Account, Account.id == HOLDER)
        .where(WorkItem.id.in_(ids))
    )
    return {(STEP, row.WorkItem.id): _step(actor, outlook, row) for row in rows}


def _step(actor: Actor, outlook: Outlook, row: Any) -> PendingRow:  # noqa: ANN401
    item = row.WorkItem
    target = Target(
        role=item.role,
        unit_id=item.unit_id,
        assignee_id=item.assignee_id,
        claimant_id=item.claimant_id,
    )
    may_do = allows(Permission.STEP_COMPLETE, actor, target)
    return PendingRow(
        what=STEP,
        code=row.code or "",
        field=row.field,
        name=item.name,
        stands_at=(),
        holder=row.holder,
        unit_name=row.unit_name,
        due=outlook.state(item.due_on, item.unit_id, is_paused=row.paused_since is not None),
        address=(item.run_id, item.task_id) if may_do else None,
    )


def _deadlines(
    tx: Transaction, office: Office, outlook: Outlook, ids: Sequence[int]
) -> Mapping[Key, PendingRow]:
    if not ids:
        return {}
    of_case = and_(Deadline.subject_kind == "case", Case.id == Deadline.subject_id)
    of_petition = and_(Deadline.subject_kind == "petition", Petition.id == Deadline.subject_id)
    paused = select(Run.id).where(
        Run.subject_kind == Deadline.subject_kind,
        Run.subject_id == Deadline.subject_id,
        Run.paused_since.is_not(None),
    )
    rows = tx.execute(
        select(
            Deadline,
            CODE.label("code"),
            FIELD.label("field"),
            Unit.name.label("unit_name"),
            Unit.id.label("unit_id"),
            paused.exists().label("has_pause"),
        )
        .outerjoin(Case, of_case)
        .outerjoin(Petition, of_petition)
        .join(Unit, Unit.id == UNIT_ID)
        .options(defer(Deadline.computation))
        .where(Deadline.id.in_(ids))
    ).all()
    stands = _stands_at(tx, rows)
    titles = office.terms(tx).terms
    return {(DEADLINE, row.Deadline.id): _deadline(outlook, row, titles, stands) for row in rows}


def _deadline(
    outlook: Outlook,
    row: Any,  # noqa: ANN401
    titles: Mapping[str, str],
    stands: Stands,
) -> PendingRow:
    deadline = row.Deadline
    steps = stands.get((deadline.subject_kind, deadline.subject_id), ())
    if deadline.closed_on is None:
        due = outlook.state(
            deadline.due_on,
            row.unit_id,
            is_paused=deadline.pauses and row.has_pause,
            is_provisional=deadline.is_provisional,
        )
    else:
        due = closed_state(deadline.due_on, deadline.closed_on, is_late=deadline.late_by_law)
    return PendingRow(
        what=DEADLINE,
        code=row.code,
        field=row.field,
        name=titles.get(deadline.term, deadline.term),
        stands_at=tuple(name for name, _ in steps),
        holder=next((holder for _, holder in steps if holder), None),
        unit_name=row.unit_name,
        due=due,
        address=None,
    )


def _stands_at(tx: Transaction, rows: Iterable[Any]) -> Stands:
    """Return the open steps of the subjects of deadlines, each with who has it."""
    ids: dict[str, list[int]] = {"case": [], "petition": []}
    for row in rows:
        ids[row.Deadline.subject_kind].append(row.Deadline.subject_id)
    found: dict[tuple[str, int], list[tuple[str, str | None]]] = {}
    for kind, column in (("case", WorkItem.case_id), ("petition", WorkItem.petition_id)):
        if not ids[kind]:
            continue
        steps = tx.execute(
            select(column, WorkItem.name, Account.full_name)
            .outerjoin(Account, Account.id == HOLDER)
            .where(column.in_(ids[kind]))
            .order_by(WorkItem.id)
        )
        for subject_id, name, holder in steps:
            found.setdefault((kind, cast("int", subject_id)), []).append((name, holder))
    return found
