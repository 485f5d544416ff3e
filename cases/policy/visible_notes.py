"""The SQL twin of DIRECTION_ANSWER, for lists."""

from sqlalchemy import ColumnElement, and_, or_

from cases.actor import Actor
from cases.models.note import Note


def directions_for(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on ``note``: an open direction to the person or a role of theirs."""
    to_roles = (
        and_(Note.for_unit_id == one.unit_id, Note.for_role == one.role)
        for one in actor.assignments
    )
    return and_(
        Note.kind == "direction",
        Note.done_at.is_(None),
        or_(Note.for_account_id == actor.account_id, *to_roles),
    )
