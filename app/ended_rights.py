"""Tells somebody whose right has just ended so, instead of that they never had it."""

from flask_login import current_user

from app.office_context import actor, office, reading
from cases.errors import NotAllowedError
from cases.queries.ended_right import EndedRight, ended_right


class RightEndedError(NotAllowedError):
    """The person could do this until lately, for somebody else."""

    def __init__(self, refused: NotAllowedError, over: EndedRight) -> None:
        super().__init__(refused.permission, refused.target)
        self.ended_right = over


def find_ended_right(refused: NotAllowedError) -> EndedRight | None:
    """Return what has ended, if the refusal comes from that."""
    if not current_user.is_authenticated:
        return None
    with reading() as tx:
        return ended_right(tx, office(), actor(), refused)
