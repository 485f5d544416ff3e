"""One open step, as the page shows it that gives it to somebody or asks to hand it back."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from cases.actor import Actor
from cases.assigning.named_person import issued_document
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.models.run import Run
from cases.models.work_item import WorkItem
from cases.office import Office
from cases.policy.permission_map import allows, require, require_sight
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.assignment_history import AssignmentAct, acts_of_item
from cases.queries.assignment_rows import AssignmentRow, assignment_rows
from cases.queries.officers import Officer, officers_of
from cases.queries.outlook import Outlook, read_outlook


@dataclass(frozen=True, slots=True)
class AssignmentItem:
    """A step and the people of its unit who hold its role.

    Attributes:
        barred: Account -> the step because of which the person must not do this one.
        may_replace: The person may put somebody else in the place of a named holder.
        document: Type of the decision by which the holder was named, if one did.
    """

    row: AssignmentRow
    outlook: Outlook
    unit_name: str
    people: tuple[Officer, ...]
    barred: Mapping[int, str]
    may_replace: bool
    document: str | None
    history: tuple[AssignmentAct, ...]


def assignment_item(
    tx: Transaction, office: Office, actor: Actor, *, item_id: int, permission: Permission
) -> AssignmentItem:
    """Return what the page of a step needs.

    Args:
        tx: A transaction.
        office: The installation.
        actor: Who opens it.
        item_id: The step.
        permission: What the page is for: to assign the step, or to ask to hand it back.

    Raises:
        NotFoundError: The step has ended, or the person may not know of it.
        NotAllowedError: The person may not do what the page is for.
    """
    item = tx.get(WorkItem, item_id)
    if item is None:
        raise NotFoundError
    target = Target(
        unit_ids=frozenset({item.unit_id}),
        role=item.role,
        unit_id=item.unit_id,
        assignee_id=item.assignee_id,
        claimant_id=item.claimant_id,
        kind=item.kind,
    )
    require_sight(actor, target)
    require(permission, actor, target)
    outlook = read_outlook(tx, office)
    (row,) = assignment_rows(tx, office, outlook, [item_id])
    version_id = tx.scalar(select(Run.version_id).where(Run.id == item.run_id)) or 0
    version = office.version(tx, version_id)
    notation = version.procedure.steps[item.element]
    staff = officers_of(tx, office, outlook, item.unit_id)
    return AssignmentItem(
        row=row,
        outlook=outlook,
        unit_name=next(
            (one.unit_name for one in actor.assignments if one.unit_id == item.unit_id), ""
        ),
        people=tuple(one for one in staff if item.role in one.roles),
        barred=row.kept_apart,
        may_replace=allows(Permission.NAMED_PERSON_REPLACE, actor, target),
        document=issued_document(version, notation) if row.is_named else None,
        history=acts_of_item(tx, office, item_id),
    )
