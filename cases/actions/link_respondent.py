"""Records that an account is that of the one a record is about."""

from sqlalchemy import select

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError, SecretRecordError
from cases.models.respondent_link import RespondentLink
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.found_subject import find_subject
from cases.queries.people import people_with_role
from cases.secrecy import is_secret


def link_respondent(
    tx: Transaction, office: Office, actor: Actor, *, code: str, account_id: int
) -> str:
    """Link the account and return the person's name: from now on they do no step of the record.

    Raises:
        NotFoundError: No such record, or no such person in its units.
        NotAllowedError: The person does not work on it.
        SecretRecordError: Whom a secret record is about stays on paper.
    """
    found = find_subject(tx, office, actor, code)
    require(Permission.RESPONDENT_RECORD, actor, Target(found.units))
    if is_secret(found.row.secrecy):
        raise SecretRecordError
    people = dict(people_with_role(tx, office, role=None, unit_ids=found.units))
    name = people.get(str(account_id))
    if name is None:
        raise NotFoundError
    kind, subject_id = found.subject
    there = select(RespondentLink.id).where(
        RespondentLink.subject_kind == kind,
        RespondentLink.subject_id == subject_id,
        RespondentLink.account_id == account_id,
        RespondentLink.removed_at.is_(None),
    )
    if tx.scalar(there) is None:
        row = RespondentLink(
            subject_kind=kind,
            subject_id=subject_id,
            account_id=account_id,
            recorded_by_id=actor.account_id,
            recorded_at=office.clock.now(),
        )
        tx.add(row)
        tx.flush()
        detail = {"link": row.id, "to": account_id}
        journal.write(tx, office, actor, "link_respondent", subject=found.subject, detail=detail)
    return name
