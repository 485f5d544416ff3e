"""Locks open steps before they are given to somebody."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from cases.actor import Actor
from cases.database import Transaction
from cases.delegations.held import authorised
from cases.errors import NotFoundError
from cases.models.assignment import Assignment
from cases.models.case import Case
from cases.models.petition import Petition
from cases.models.run import Run
from cases.models.work_assignment import WorkAssignment
from cases.models.work_item import WorkItem
from cases.office import LoadedVersion, Office
from cases.policy.permission_map import require_sight
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.secrecy import NOT_SECRET
from engine.values import Notation

ASSIGNED, REASSIGNED, RECALLED = "assigned", "reassigned", "recalled"
PROPOSED, DECLINED = "proposed", "declined"
"""Kinds of ``work_assignment``."""


@dataclass(frozen=True, slots=True)
class LockedItem:
    """An open step that nobody else can change until the transaction ends.

    Attributes:
        subject: Kind and id of the case or petition.
        code: Its code.
        secrecy: Its level.
        is_named: A form named the person who has it.
        proposal_id: The open proposal of its holder to hand it back.
    """

    row: WorkItem
    subject: tuple[str, int]
    code: str
    secrecy: str
    version: LoadedVersion
    is_named: bool
    proposal_id: int | None

    @property
    def holder_id(self) -> int | None:
        """Who has taken the step, or was named for it."""
        return self.row.claimant_id or self.row.assignee_id

    @property
    def notation(self) -> Notation:
        """What the diagram says about the step."""
        return self.version.procedure.steps[self.row.element]

    @property
    def target(self) -> Target:
        """The step as the policy looks at it."""
        row = self.row
        return Target(
            unit_ids=frozenset({row.unit_id}),
            role=row.role,
            unit_id=row.unit_id,
            assignee_id=row.assignee_id,
            claimant_id=row.claimant_id,
            kind=row.kind,
        )


def lock_items(
    tx: Transaction, office: Office, item_ids: Collection[int]
) -> Mapping[int, LockedItem]:
    """Lock those of the steps that are still open; the others are left out.

    The runs are locked first, in the order in which ending a step locks them: whoever assigns a
    step that is being ended waits for the end, and nobody waits in a circle.
    """
    of_items = select(WorkItem.run_id).where(WorkItem.id.in_(item_ids)).distinct()
    run_ids = sorted(tx.scalars(of_items))
    if not office.database.is_sqlite:  # there, beginning to write has locked everything
        runs = select(Run.id).where(Run.id.in_(run_ids)).order_by(Run.id)
        tx.execute(runs.with_for_update(key_share=True))
    code = func.coalesce(Case.code, Petition.code)
    newest = WorkAssignment.id == WorkItem.last_assignment_id
    rows = tx.execute(
        select(
            WorkItem,
            Run.subject_kind,
            Run.subject_id,
            Run.version_id,
            code.label("code"),
            func.coalesce(Case.secrecy, Petition.secrecy).label("secrecy"),
            WorkAssignment.kind.label("last_act"),
        )
        .join(Run, Run.id == WorkItem.run_id)
        .outerjoin(WorkAssignment, newest)
        .outerjoin(Case, Case.id == WorkItem.case_id)
        .outerjoin(Petition, Petition.id == WorkItem.petition_id)
        .where(WorkItem.id.in_(item_ids))
        .order_by(WorkItem.id)
        .with_for_update(of=WorkItem)
        .execution_options(populate_existing=True)
    ).all()
    named = select(Assignment.run_id, Assignment.name).where(Assignment.run_id.in_(run_ids))
    names = {(run_id, name) for run_id, name in tx.execute(named)}
    found = {}
    for row in rows:
        item = row.WorkItem
        version = office.version(tx, row.version_id)
        assign = version.procedure.steps[item.element].assign
        found[item.id] = LockedItem(
            row=item,
            subject=(row.subject_kind, row.subject_id),
            code=row.code or "",
            secrecy=row.secrecy or NOT_SECRET,
            version=version,
            is_named=(item.run_id, assign) in names and item.assignee_id is not None,
            proposal_id=item.last_assignment_id if row.last_act == PROPOSED else None,
        )
    return found


def lock_one(
    tx: Transaction, office: Office, actor: Actor, item_id: int, permission: Permission
) -> tuple[LockedItem, Actor]:
    """Lock one step that the person may do something about; return the person as they act.

    Raises:
        NotFoundError: The step has ended, or the person may not know of it.
        NotAllowedError: The person may not do this.
    """
    item = lock_items(tx, office, [item_id]).get(item_id)
    if item is None:
        raise NotFoundError
    require_sight(actor, item.target)
    return item, authorised(tx, office, permission, actor, item.target)
