"""Locks the account, or moves the person, once nothing is left with them."""

from sqlalchemy import or_, select

from cases import journal
from cases.accounts.paper import Paper
from cases.actions.end_role import end_role
from cases.actions.give_role import give_role
from cases.actor import Actor
from cases.database import Transaction
from cases.handover.asked import MOVE
from cases.handover.last_administrator import refuse_to_lock_the_last
from cases.handover.locked_handover import lock_person, required_handover
from cases.handover.minutes import Render, keep_minutes
from cases.handover.open_duties import open_duties
from cases.handover.refusals import HandoverRefusedError
from cases.locks.papers import named_paper
from cases.locks.written_locks import write_locks
from cases.models.handover import Handover
from cases.models.role_assignment import RoleAssignment
from cases.models.unit import Unit
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target


def finish_handover(
    tx: Transaction, office: Office, actor: Actor, *, account_id: int, render: Render
) -> int:
    """Carry the plan out and keep the minutes; return the id of the handover.

    A day that has passed since becomes today. What the person takes on between now and a day in
    the future goes to the head on that day (``cases.sweeps.locked_holders``).

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: Who administers.
        account_id: Who has handed over.
        render: Makes the file of the minutes.

    Raises:
        NotAllowedError: The person does not administer.
        NotFoundError: No such account.
        HandoverRefusedError: ``none``, ``duties`` with how many, or ``last``.
        SubmissionRefusedError: The roles of a move cannot be ended or given.
    """
    require(Permission.ACCOUNTS_MANAGE, actor, Target())
    lock_person(tx, account_id)
    handover = required_handover(tx, account_id)
    left = open_duties(tx, office, account_id, unit_id=handover.from_unit_id)
    if left:
        raise HandoverRefusedError("duties", len(left))
    handover.from_day = max(handover.from_day, office.today())
    if handover.kind == MOVE:
        _move(tx, office, actor, handover)
    else:
        refuse_to_lock_the_last(tx, office, account_id, from_day=handover.from_day)
        write_locks(
            tx,
            office,
            actor,
            account_ids=[account_id],
            ground=handover.ground or "",
            document=_paper(handover),
            from_day=handover.from_day,
        )
    handover.state = "done"
    handover.closed_by_id = actor.account_id
    handover.closed_at = office.clock.now()
    tx.flush()
    keep_minutes(tx, office, handover, render)
    journal.write(
        tx,
        office,
        actor,
        "finish_handover",
        subject=("account", account_id),
        detail={"handover": handover.id, "day": handover.from_day},
    )
    return handover.id


def _paper(handover: Handover) -> str:
    day = handover.document_on
    return named_paper(handover.document, day) if day else handover.document


def _move(tx: Transaction, office: Office, actor: Actor, handover: Handover) -> None:
    """End the roles in the one unit and give those in the other."""
    paper = Paper(handover.document, handover.document_on or office.today())
    held = tx.scalars(
        select(RoleAssignment.id)
        .where(
            RoleAssignment.account_id == handover.account_id,
            RoleAssignment.unit_id == handover.from_unit_id,
            or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to >= handover.from_day),
        )
        .order_by(RoleAssignment.id)
    ).all()
    for assignment_id in held:
        end_role(
            tx,
            office,
            actor,
            assignment_id=assignment_id,
            ends_from=handover.from_day,
            paper=paper,
        )
    unit = tx.get_one(Unit, handover.to_unit_id)
    for role in handover.to_roles.split():
        give_role(
            tx,
            office,
            actor,
            account_id=handover.account_id,
            unit_code=unit.code,
            role=role,
            valid_from=handover.from_day,
            valid_to=None,
            paper=paper,
        )
