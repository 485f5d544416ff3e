"""Takes back that an account is that of the one a record is about: it was recorded in error."""

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotAllowedError, NotFoundError
from cases.models.respondent_link import RespondentLink
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.found_subject import find_subject


def unlink_respondent(
    tx: Transaction, office: Office, actor: Actor, *, code: str, link_id: int
) -> None:
    """Remove the link; nobody removes their own.

    Raises:
        NotFoundError: No such record, or no such link on it.
        NotAllowedError: The person does not lead a unit of the record, or it is about them.
    """
    found = find_subject(tx, office, actor, code)
    row = tx.get(RespondentLink, link_id, with_for_update=True)
    if row is None or (row.subject_kind, row.subject_id) != found.subject or row.removed_at:
        raise NotFoundError
    require(Permission.RESPONDENT_REMOVE, actor, Target(found.units))
    if row.account_id == actor.account_id:
        raise NotAllowedError(Permission.RESPONDENT_REMOVE, Target(found.units))
    row.removed_by_id, row.removed_at = actor.account_id, office.clock.now()
    tx.flush()
    detail = {"link": row.id, "from": row.account_id}
    journal.write(tx, office, actor, "unlink_respondent", subject=found.subject, detail=detail)
