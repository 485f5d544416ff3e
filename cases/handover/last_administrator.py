"""Nobody is locked whose work nobody else could go on with: giving accounts."""

from datetime import date

from sqlalchemy import or_, select

from cases.accounts.administrators import ADMINISTRATOR, another_administers
from cases.database import Transaction
from cases.handover.refusals import HandoverRefusedError
from cases.models.role_assignment import RoleAssignment
from cases.office import Office


def refuse_to_lock_the_last(
    tx: Transaction, office: Office, account_id: int, *, from_day: date
) -> None:
    """Pass silently where somebody else administers on the day of the lock, and goes on.

    Raises:
        HandoverRefusedError: ``last``.
    """
    today = office.today()
    administers = tx.scalars(
        select(RoleAssignment.id).where(
            RoleAssignment.account_id == account_id,
            RoleAssignment.role == ADMINISTRATOR,
            or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to >= today),
        )
    ).all()
    if any(not another_administers(tx, besides=one, day=from_day) for one in administers):
        raise HandoverRefusedError("last")
