"""Whether somebody may know of what a form speaks, before anything is said about its draft."""

from sqlalchemy import and_, or_, select

from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotAllowedError, NotFoundError
from cases.models.case import Case
from cases.models.petition import Petition
from cases.models.run import Run
from cases.office import Office
from cases.policy.permissions import Permission
from cases.policy.visible_cases import visible_cases, visible_petitions
from cases.queries.intake import may_register


def require_place_in_sight(tx: Transaction, office: Office, actor: Actor, place: str) -> None:
    """Pass silently when the record behind a draft's place may be read, or there is none yet.

    What may be kept differs between open and secret records: without this a stranger could tell
    them apart, and both from a record that does not exist.

    Raises:
        NotFoundError: No such record, or none the person may know of.
        NotAllowedError: The person registers no petitions.
    """
    kind, _, rest = place.partition(":")
    name = rest.partition(":")[0]
    if kind == "intake":
        if not may_register(tx, office, actor):
            raise NotAllowedError(Permission.PETITION_REGISTER)
        return
    if kind == "start":
        seen = select(Case.id).where(Case.code == name, visible_cases(actor))
    else:
        cases = select(Case.id).where(visible_cases(actor))
        petitions = select(Petition.id).where(visible_petitions(actor))
        seen = select(Run.id).where(
            Run.id == int(name),
            or_(
                and_(Run.subject_kind == "case", Run.subject_id.in_(cases)),
                and_(Run.subject_kind == "petition", Run.subject_id.in_(petitions)),
            ),
        )
    if tx.scalar(seen) is None:
        raise NotFoundError
