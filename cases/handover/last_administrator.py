"""Nobody is locked whose work nobody else could go on with: giving accounts."""

from sqlalchemy import or_, select

from cases.accounts.administrators import ADMINISTRATOR, another_administers
from cases.database import Transaction
from cases.handover.refusals import HandoverRefusedError
from cases.models.role_assignment import RoleAssignment
from cases.office import Office
from cases.turns import take_turn


def refuse_to_lock_the_last(tx: Transaction, office: Office, account_id: int) -> None:
    """Pass silently where somebody else administers, too.

    Raises:
        HandoverRefusedError: ``last``.
    """
    today = office.today()
    take_turn(tx, "end of roles")
    administers = tx.scalars(
        select(RoleAssignment.id).where(
            RoleAssignment.account_id == account_id,
            RoleAssignment.role == ADMINISTRATOR,
            or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to >= today),
        )
    ).all()
    if any(not another_administers(tx, besides=one, day=today) for one in administers):
        raise HandoverRefusedError("last")
