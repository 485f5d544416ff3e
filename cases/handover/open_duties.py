"""What is open with one person, of whatever kind."""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import and_, exists, or_, select, union

from cases.database import Transaction
from cases.handover.draft_duties import draft_duties
from cases.handover.duty import Duty, DutyKind
from cases.models.assignment import Assignment
from cases.models.case import Case
from cases.models.case_step import CaseStep
from cases.models.case_unit import CaseUnit
from cases.models.delegation import Delegation
from cases.models.note import Note
from cases.models.petition import Petition
from cases.models.run import Run
from cases.models.work_item import WorkItem
from cases.office import Office
from cases.queries.subject_columns import CODE, KIND, SECRECY, UNIT_ID
from cases.runs.work_items import DEFAULT_UNIT
from cases.secrecy import NOT_SECRET

DIRECTION = "Ý kiến chỉ đạo chờ trả lời"
GIVEN = "Ủy quyền đã giao cho người khác"
RECEIVED = "Ủy quyền đã nhận"
_OF_SUBJECT = (
    CODE.label("code"),
    KIND.label("kind"),
    SECRECY.label("secrecy"),
    UNIT_ID.label("unit_id"),
)


def open_duties(
    tx: Transaction, office: Office, account_id: int, *, unit_id: int | None = None
) -> tuple[Duty, ...]:
    """Return everything that somebody else must have before the account can be locked.

    Args:
        tx: A transaction.
        office: The installation.
        account_id: Whose.
        unit_id: Only what is the work of this unit, for somebody who goes on in another.
    """
    found = (
        *_steps(tx, office, account_id),
        *_named(tx, office, account_id),
        *_directions(tx, account_id),
        *draft_duties(tx, office, account_id),
        *_delegations(tx, office, account_id),
    )
    return tuple(one for one in found if unit_id in {None, one.unit_id})


def held_by(account_id: int) -> Any:  # noqa: ANN401 - a condition
    """Return the condition on ``work_item``: the person has taken it, or it was given to them."""
    given = and_(WorkItem.claimant_id.is_(None), WorkItem.assignee_id == account_id)
    return or_(WorkItem.claimant_id == account_id, given)


def _steps(tx: Transaction, office: Office, account_id: int) -> Iterator[Duty]:
    is_named = exists().where(
        Assignment.run_id == WorkItem.run_id, Assignment.account_id == WorkItem.assignee_id
    )
    rows = tx.execute(
        _with_subject(
            select(
                WorkItem,
                Run.subject_kind,
                Run.subject_id,
                Run.version_id,
                is_named.label("may_be_named"),
                *_OF_SUBJECT,
            ).join(Run, Run.id == WorkItem.run_id)
        )
        .where(held_by(account_id))
        .order_by(WorkItem.due_on.is_(None), WorkItem.due_on, WorkItem.id)
    ).all()
    for row in rows:
        item = row.WorkItem
        task = office.version(tx, row.version_id).procedure.steps[item.element].assign
        yield Duty(
            kind=DutyKind.STEP,
            id=str(item.id),
            subject=(row.subject_kind, row.subject_id),
            code=row.code or "",
            of_kind=row.kind or "",
            name=item.name,
            unit_id=item.unit_id,
            role=item.role,
            due_on=item.due_on,
            task=task if row.may_be_named else None,
            secrecy=row.secrecy or NOT_SECRET,
            run_id=item.run_id,
        )


def _named(tx: Transaction, office: Office, account_id: int) -> Iterator[Duty]:
    """Yield the tasks for which a decision names the person and that have yet to come.

    Of a task that has begun the open step is what is handed over; one that is done is over. Should
    it come back, it comes to a locked account, and then goes to the head.
    """
    rows = tx.execute(
        _with_subject(
            select(
                Assignment.run_id,
                Assignment.name,
                Run.subject_kind,
                Run.subject_id,
                Run.version_id,
                *_OF_SUBJECT,
            ).join(Run, Run.id == Assignment.run_id)
        )
        .where(Assignment.account_id == account_id, Run.status == "running")
        .order_by(Assignment.run_id, Assignment.name)
    ).all()
    begun = _begun(tx, {row.run_id for row in rows})
    for row in rows:
        steps = office.version(tx, row.version_id).procedure.steps
        alike = {key: one for key, one in steps.items() if one.assign == row.name}
        if not alike or any((row.run_id, element) in begun for element in alike):
            continue
        step = next(iter(alike.values()))
        subject = (row.subject_kind, row.subject_id)
        yield Duty(
            kind=DutyKind.NAMED,
            id=f"{row.run_id}.{row.name}",
            subject=subject,
            code=row.code or "",
            of_kind=row.kind or "",
            name=step.name,
            unit_id=_unit(tx, subject, step.unit or DEFAULT_UNIT) or row.unit_id,
            role=step.role,
            task=row.name,
            secrecy=row.secrecy or NOT_SECRET,
            run_id=row.run_id,
        )


def _begun(tx: Transaction, run_ids: Collection[int]) -> set[tuple[int, str]]:
    """Return run and element of the steps that are open or done."""
    open_now = select(WorkItem.run_id, WorkItem.element).where(WorkItem.run_id.in_(run_ids))
    done = select(CaseStep.run_id, CaseStep.element).where(CaseStep.run_id.in_(run_ids))
    return {(run_id, element) for run_id, element in tx.execute(union(open_now, done))}


def _directions(tx: Transaction, account_id: int) -> Iterator[Duty]:
    rows = tx.execute(
        select(Note.id, Note.subject_kind, Note.subject_id, Note.due_on, *_OF_SUBJECT)
        .outerjoin(Case, and_(Note.subject_kind == "case", Case.id == Note.subject_id))
        .outerjoin(Petition, and_(Note.subject_kind == "petition", Petition.id == Note.subject_id))
        .where(
            Note.kind == "direction",
            Note.done_at.is_(None),
            Note.for_account_id == account_id,
        )
        .order_by(Note.id)
    ).all()
    for row in rows:
        yield Duty(
            kind=DutyKind.DIRECTION,
            id=str(row.id),
            subject=(row.subject_kind, row.subject_id),
            code=row.code or "",
            of_kind=row.kind or "",
            name=DIRECTION,
            unit_id=row.unit_id,
            role=None,
            due_on=row.due_on,
            secrecy=row.secrecy or NOT_SECRET,
        )


def _delegations(tx: Transaction, office: Office, account_id: int) -> Iterator[Duty]:
    """Yield what the person has delegated, and what was delegated to the person."""
    rows = tx.scalars(
        select(Delegation)
        .where(
            or_(Delegation.giver_id == account_id, Delegation.delegate_id == account_id),
            Delegation.ended_at.is_(None),
            Delegation.valid_to >= office.today(),
        )
        .order_by(Delegation.id)
    )
    for row in rows:
        yield Duty(
            kind=DutyKind.DELEGATION,
            id=str(row.id),
            subject=None,
            code=row.document_number,
            of_kind="",
            name=GIVEN if row.giver_id == account_id else RECEIVED,
            unit_id=row.unit_id,
            role=None,
            due_on=row.valid_to,
        )


def _with_subject(statement: Any) -> Any:  # noqa: ANN401 - a statement
    return statement.outerjoin(
        Case, and_(Run.subject_kind == "case", Case.id == Run.subject_id)
    ).outerjoin(Petition, and_(Run.subject_kind == "petition", Petition.id == Run.subject_id))


def _unit(tx: Transaction, subject: tuple[str, int], relation: str) -> int | None:
    kind, subject_id = subject
    column = CaseUnit.petition_id if kind == "petition" else CaseUnit.case_id
    return tx.scalar(
        select(CaseUnit.unit_id)
        .where(column == subject_id, CaseUnit.relation == relation, CaseUnit.valid_to.is_(None))
        .limit(1)
    )
