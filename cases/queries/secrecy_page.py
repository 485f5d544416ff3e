"""Where a record stands with its level: what was proposed, and what would go if it is confirmed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from cases.actor import Actor
from cases.database import Transaction
from cases.erasure.preview import ErasurePreview, preview_of
from cases.models.account import Account
from cases.models.petition_case import PetitionCase
from cases.models.secrecy_change import SecrecyChange
from cases.office import Office
from cases.policy.permission_map import allows, require
from cases.policy.permissions import Permission
from cases.queries.secrecy_matter import OPEN, find_matter
from cases.queries.subjects import Subject
from cases.secrecy import NOT_SECRET
from cases.secrecy_proposal import REASONS

_BY, _DECIDER = aliased(Account), aliased(Account)


@dataclass(frozen=True, slots=True)
class SecrecyChangeView:
    """One proposal, and what became of it."""

    from_level: str
    to_level: str
    reason: str
    document_number: str
    document_on: date
    by: str
    at: datetime
    state: str
    decided_by: str | None
    decided_at: datetime | None
    is_own: bool


@dataclass(frozen=True, slots=True)
class SecrecyPage:
    """The page on which a level is proposed and decided.

    Attributes:
        waiting: The proposal that waits for a second person.
        preview: What would be erased; ``None`` where nothing is.
        fingerprint: What was looked at before it is confirmed.
    """

    code: str
    title: str
    level: str
    waiting: SecrecyChangeView | None
    history: tuple[SecrecyChangeView, ...]
    may_propose: bool
    may_decide: bool
    preview: ErasurePreview | None
    fingerprint: str


def secrecy_page(tx: Transaction, office: Office, actor: Actor, *, code: str) -> SecrecyPage:
    """Return the page of a record's level.

    Raises:
        NotFoundError: No such case or petition, or none that the person may know of.
        NotAllowedError: The person does not work on it.
    """
    matter = find_matter(tx, office, actor, code)
    require(Permission.SECRECY_PROPOSE, actor, matter.target)
    history = secrecy_changes(tx, actor, matter.found.subject)
    waiting = next((one for one in history if one.state == OPEN), None)
    preview = preview_of(tx, matter.reach)
    leads = allows(Permission.SECRECY_DECIDE, actor, matter.target)
    return SecrecyPage(
        code=matter.found.row.code,
        title=matter.found.title,
        level=matter.level,
        waiting=waiting,
        history=history,
        may_propose=waiting is None,
        may_decide=waiting is not None and leads and not waiting.is_own,
        preview=preview if matter.level == NOT_SECRET else None,
        fingerprint=preview.fingerprint,
    )


def secrecy_changes(
    tx: Transaction, actor: Actor, subject: Subject
) -> tuple[SecrecyChangeView, ...]:
    """Return what was proposed about a record and those of its matter, the newest first."""
    rows = tx.execute(
        select(SecrecyChange, _BY.full_name.label("by"), _DECIDER.full_name.label("decider"))
        .join(_BY, _BY.id == SecrecyChange.proposed_by_id)
        .outerjoin(_DECIDER, _DECIDER.id == SecrecyChange.decided_by_id)
        .where(_about(subject))
        .order_by(SecrecyChange.id.desc())
    )
    return tuple(_view(row, actor) for row in rows)


def _about(subject: Subject) -> Any:  # noqa: ANN401 - a condition
    kind, record_id = subject
    own, other = PetitionCase.petition_id, PetitionCase.case_id
    other_kind = "case"
    if kind == "case":
        own, other, other_kind = other, own, "petition"
    joined = select(other).where(own == record_id)
    return or_(
        and_(SecrecyChange.subject_kind == kind, SecrecyChange.subject_id == record_id),
        and_(SecrecyChange.subject_kind == other_kind, SecrecyChange.subject_id.in_(joined)),
    )


def _view(row: Any, actor: Actor) -> SecrecyChangeView:  # noqa: ANN401
    change = row.SecrecyChange
    return SecrecyChangeView(
        from_level=change.from_level,
        to_level=change.to_level,
        reason=REASONS.get(change.reason, change.reason),
        document_number=change.document_number,
        document_on=change.document_on,
        by=row.by,
        at=change.proposed_at,
        state=change.state,
        decided_by=row.decider,
        decided_at=change.decided_at,
        is_own=change.proposed_by_id == actor.account_id,
    )
