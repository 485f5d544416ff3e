"""What stands in the way of turning a petition into a denunciation."""

from sqlalchemy import or_, select

from cases.database import Transaction
from cases.erasure.reach import Reach
from cases.errors import KindUnchangeableError
from cases.models.case import Case
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase


def obstacle_to_denunciation(tx: Transaction, petition_id: int, reach: Reach) -> str | None:
    """Return why a petition cannot become a denunciation; ``None`` when nothing is against it.

    Returns:
        ``already``: it is one. ``joined``: its case settles other petitions, too, whose authors
        stay. ``accepted``: the case was accepted as what it is: its steps, decisions and papers
        are settled acts, which end by the procedure.
    """
    if tx.scalar(select(Petition.kind).where(Petition.id == petition_id)) == "denunciation":
        return "already"
    joined = PetitionCase.petition_id.in_(reach.petitions)
    shared = PetitionCase.case_id.not_in(reach.cases)
    if tx.scalar(select(PetitionCase.case_id).where(joined, shared).limit(1)) is not None:
        return "joined"
    settled = or_(Case.accepted_on.is_not(None), Case.closing.is_not(None))
    accepted = select(Case.id).where(Case.id.in_(reach.cases), settled).limit(1)
    return "accepted" if tx.scalar(accepted) is not None else None


def refuse_unchangeable(tx: Transaction, petition_id: int, reach: Reach) -> None:
    """Pass silently when the petition may become a denunciation.

    Raises:
        KindUnchangeableError: It may not.
    """
    reason = obstacle_to_denunciation(tx, petition_id, reach)
    if reason:
        raise KindUnchangeableError(reason)
