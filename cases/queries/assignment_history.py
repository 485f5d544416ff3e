"""Who gave whom which step of a case, and why: the newest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from cases.actor import Actor
from cases.assigning.locked_items import DECLINED, PROPOSED, RECALLED
from cases.database import Transaction
from cases.models.account import Account
from cases.models.case import Case
from cases.models.document import Document
from cases.models.note import Note
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.models.run import Run
from cases.models.work_assignment import WorkAssignment
from cases.models.work_item import WorkItem
from cases.office import Office
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target

_FROM, _TO, _BY = aliased(Account), aliased(Account), aliased(Account)
_BEHALF = aliased(Account)


@dataclass(frozen=True, slots=True)
class AssignmentAct:
    """One line of the history.

    Attributes:
        on_behalf_of: Who had delegated it (TUQ.).
        document: Number of the decision that it rests on.
    """

    kind: str
    at: datetime
    step_name: str
    by: str
    on_behalf_of: str | None
    from_name: str | None
    to_name: str | None
    reason: str
    document: str | None
    issued_on: date | None


@dataclass(frozen=True, slots=True)
class AssignmentHistory:
    """The history of a case, and what the person may do about its open steps.

    Attributes:
        assignable: Id and name of the steps that the person may give to somebody.
        returnable: The same of those that the person may ask to hand back.
    """

    acts: tuple[AssignmentAct, ...]
    assignable: tuple[tuple[int, str], ...]
    returnable: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class AssignedNote:
    """What the holder of a step is told.

    Attributes:
        kind: What was done last; ``proposed`` while the person's own proposal is unanswered.
        on_behalf_of: Who had delegated it (TUQ.).
    """

    kind: str
    by: str
    on_behalf_of: str | None
    at: datetime
    reason: str


def assignment_history(
    tx: Transaction, office: Office, actor: Actor, *, code: str
) -> AssignmentHistory:
    """Return the history of the case or petition; who may see its page may see it."""
    of_case = select(Case.id).where(Case.code == code).scalar_subquery()
    of_petition = select(Petition.id).where(Petition.code == code).scalar_subquery()
    its_runs = or_(
        and_(Run.subject_kind == "case", Run.subject_id == of_case),
        and_(Run.subject_kind == "petition", Run.subject_id == of_petition),
        and_(
            Run.subject_kind == "petition",
            Run.subject_id.in_(
                select(PetitionCase.petition_id).where(PetitionCase.case_id == of_case)
            ),
        ),
    )
    items = tx.scalars(
        select(WorkItem)
        .where(or_(WorkItem.case_id == of_case, WorkItem.petition_id == of_petition))
        .order_by(WorkItem.id)
    ).all()
    return AssignmentHistory(
        acts=_acts(tx, office, its_runs),
        assignable=_allowed(Permission.ITEM_ASSIGN, actor, items),
        returnable=_allowed(Permission.ITEM_HAND_BACK, actor, items),
    )


def _allowed(
    permission: Permission, actor: Actor, items: Sequence[WorkItem]
) -> tuple[tuple[int, str], ...]:
    return tuple((item.id, item.name) for item in items if allows(permission, actor, _target(item)))


def _target(item: WorkItem) -> Target:
    return Target(
        unit_ids=frozenset({item.unit_id}),
        unit_id=item.unit_id,
        assignee_id=item.assignee_id,
        claimant_id=item.claimant_id,
        kind=item.kind,
    )


def acts_of_item(tx: Transaction, office: Office, item_id: int) -> tuple[AssignmentAct, ...]:
    """Return the history of one open step."""
    return _acts(tx, office, WorkAssignment.item_id == item_id)


def assigned_notes(
    tx: Transaction, actor: Actor, item_ids: Sequence[int]
) -> Mapping[int, AssignedNote]:
    """Return who gave the person these steps and why, by step."""
    rows = tx.execute(
        select(
            WorkItem.id,
            WorkAssignment.kind,
            WorkAssignment.at,
            _BY.full_name,
            _BEHALF.full_name,
            Note.text,
        )
        .join(WorkAssignment, WorkAssignment.id == WorkItem.last_assignment_id)
        .join(_BY, _BY.id == WorkAssignment.by_id)
        .outerjoin(_BEHALF, _BEHALF.id == WorkAssignment.on_behalf_of_id)
        .outerjoin(Note, Note.id == WorkAssignment.reason_id)
        .where(
            WorkItem.id.in_(item_ids),
            WorkItem.assignee_id == actor.account_id,
            WorkAssignment.kind != RECALLED,
        )
    )
    return {
        item_id: AssignedNote(kind, by, behalf, at, text or "")
        for item_id, kind, at, by, behalf, text in rows
    }


def _acts(
    tx: Transaction, office: Office, condition: ColumnElement[bool]
) -> tuple[AssignmentAct, ...]:
    rows = tx.execute(
        select(
            WorkAssignment,
            Run.version_id,
            _FROM.full_name.label("from_name"),
            _TO.full_name.label("to_name"),
            _BY.full_name.label("by"),
            _BEHALF.full_name.label("on_behalf_of"),
            Note.text,
            Document.number,
            Document.issued_on,
        )
        .join(Run, Run.id == WorkAssignment.run_id)
        .join(_BY, _BY.id == WorkAssignment.by_id)
        .outerjoin(_BEHALF, _BEHALF.id == WorkAssignment.on_behalf_of_id)
        .outerjoin(_FROM, _FROM.id == WorkAssignment.from_id)
        .outerjoin(_TO, _TO.id == WorkAssignment.to_id)
        .outerjoin(Note, Note.id == WorkAssignment.reason_id)
        .outerjoin(Document, Document.id == WorkAssignment.document_id)
        .where(condition)
        .order_by(WorkAssignment.id.desc())
    )
    return tuple(
        AssignmentAct(
            kind=row.WorkAssignment.kind,
            at=row.WorkAssignment.at,
            step_name=office.version(tx, row.version_id).step_name(row.WorkAssignment.element),
            by=row.by,
            on_behalf_of=row.on_behalf_of,
            from_name=row.from_name,
            to_name=row.to_name if row.WorkAssignment.kind not in {PROPOSED, DECLINED} else None,
            reason=row.text or "",
            document=row.number,
            issued_on=row.issued_on,
        )
        for row in rows
    )
