"""Whom a record is about, as far as they have an account."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from cases.actor import Actor
from cases.database import Transaction
from cases.errors import SecretRecordError
from cases.models.account import Account
from cases.models.respondent_link import RespondentLink
from cases.office import Office
from cases.policy.permission_map import allows, require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.found_subject import find_subject
from cases.queries.people import people_with_role
from cases.queries.subjects import about
from cases.secrecy import is_secret
from config.own_matters import OwnMatter, read_own_matters

_BY = aliased(Account)


@dataclass(frozen=True, slots=True)
class RespondentView:
    """One link; ``is_here`` on this very record, not on a petition that the case settles."""

    id: int
    name: str
    by: str
    at: datetime
    is_here: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class RespondentPage:
    """The page.

    Attributes:
        people: Who may be linked: account and name.
        exempt: Whose steps the law leaves to them all the same.
    """

    code: str
    title: str
    links: tuple[RespondentView, ...]
    people: tuple[tuple[str, str], ...]
    may_remove: bool
    exempt: OwnMatter | None


def respondent_page(tx: Transaction, office: Office, actor: Actor, *, code: str) -> RespondentPage:
    """Return the page.

    Raises:
        NotFoundError: No such record, or none that the person may know of.
        NotAllowedError: The person does not work on it.
        SecretRecordError: Whom a secret record is about stays on paper.
    """
    found = find_subject(tx, office, actor, code)
    target = Target(found.units)
    require(Permission.RESPONDENT_RECORD, actor, target)
    if is_secret(found.row.secrecy):
        raise SecretRecordError
    rows = tx.execute(
        select(RespondentLink, Account.full_name, _BY.full_name)
        .join(Account, Account.id == RespondentLink.account_id)
        .join(_BY, _BY.id == RespondentLink.recorded_by_id)
        .where(about(RespondentLink, found.subjects), RespondentLink.removed_at.is_(None))
        .order_by(RespondentLink.id)
    )
    links = tuple(
        RespondentView(
            id=link.id,
            name=name,
            by=by,
            at=link.recorded_at,
            is_here=(link.subject_kind, link.subject_id) == found.subject,
            is_own=link.account_id == actor.account_id,
        )
        for link, name, by in rows
    )
    return RespondentPage(
        code=found.row.code,
        title=found.title,
        links=links,
        people=people_with_role(tx, office, role=None, unit_ids=found.units),
        may_remove=allows(Permission.RESPONDENT_REMOVE, actor, target),
        exempt=read_own_matters().get(found.row.kind),
    )
