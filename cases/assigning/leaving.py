"""Who hands over, or will be locked: nothing is given to them any more."""

from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_

from cases.models.account import Account
from cases.models.handover import Handover


def is_leaving(today: date) -> ColumnElement[bool]:
    """Return the condition on ``account``: a handover is open, or a lock is to come."""
    hands_over = exists().where(Handover.account_id == Account.id, Handover.state == "open")
    return or_(and_(Account.locked_from.is_not(None), Account.locked_from > today), hands_over)
