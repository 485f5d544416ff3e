"""Đơn trùng on the page of a petition: what was decided, and what is still to be decided."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from cases.actor import Actor
from cases.database import Transaction
from cases.models.account import Account
from cases.models.duplicate_judgement import DuplicateJudgement
from cases.models.party import Party
from cases.models.petition import Petition
from cases.office import Office
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.policy.visible_cases import readable_petitions
from cases.queries.duplicate_candidates import TypedPetition
from cases.queries.duplicates import Duplicate, duplicates
from cases.queries.found_subject import FoundSubject, find_subject
from cases.secrecy import NOT_SECRET


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was decided last about another petition, by whom and when."""

    code: str
    is_duplicate: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PetitionDuplicates:
    """What the page of a petition says of duplicates.

    Attributes:
        duplicate_of: Code of the first petition; ``None`` when it is no duplicate.
        judged: The decisions that stand, the newest first.
        rows: Earlier petitions nobody has decided about; nothing for those who may not decide.
        may_judge: The person may decide, and change a decision.
    """

    duplicate_of: str | None
    judged: tuple[Judgement, ...]
    rows: tuple[Duplicate, ...]
    may_judge: bool


def petition_duplicates(
    tx: Transaction, office: Office, actor: Actor, *, code: str
) -> PetitionDuplicates | None:
    """Return what is known of duplicates of a petition; nothing of a case.

    Raises:
        NotFoundError: No such petition, or none that the person may know of.
    """
    found = find_subject(tx, office, actor, code)
    petition = found.petition
    if petition is None or found.matter is not None or petition.secrecy != NOT_SECRET:
        return None
    judged = _judged(tx, actor, petition.id)
    is_closed = found.run is None or found.run.status != "running"
    target = Target(found.units, is_closed=is_closed)
    may_judge = allows(Permission.DUPLICATE_JUDGE, actor, target)
    is_asked = may_judge and petition.duplicate_of_id is None
    return PetitionDuplicates(
        duplicate_of=next((one.code for one in judged if one.is_duplicate), None)
        if petition.duplicate_of_id
        else None,
        judged=judged,
        rows=_undecided(tx, office, actor, found, petition) if is_asked else (),
        may_judge=may_judge,
    )


def _judged(tx: Transaction, actor: Actor, petition_id: int) -> tuple[Judgement, ...]:
    rows = tx.execute(
        select(DuplicateJudgement, Petition.code, Account.full_name)
        .join(Petition, Petition.id == DuplicateJudgement.other_id)
        .join(Account, Account.id == DuplicateJudgement.judged_by_id)
        .where(DuplicateJudgement.petition_id == petition_id, readable_petitions(actor))
        .order_by(DuplicateJudgement.id.desc())
    )
    newest: dict[str, Judgement] = {}
    for row, other, name in rows:
        newest.setdefault(other, Judgement(other, row.is_duplicate, name, row.judged_at))
    return tuple(newest.values())


def _undecided(
    tx: Transaction, office: Office, actor: Actor, found: FoundSubject, petition: Petition
) -> tuple[Duplicate, ...]:
    decided = select(DuplicateJudgement.other_id).where(
        DuplicateJudgement.petition_id == petition.id
    )
    mine = select(Petition.id).where(Petition.duplicate_of_id == petition.id)
    left_out = {petition.id, *tx.scalars(decided.union(mine))}
    typed = _typed(tx, found, petition)
    shown = duplicates(tx, office, actor, typed=typed, leave_out=left_out)
    own = (petition.received_on, petition.code)
    earlier = (one for one in shown.rows if (one.received_on, one.petition_code) < own)
    return tuple(one for one in earlier if not one.is_foreign)


def _typed(tx: Transaction, found: FoundSubject, petition: Petition) -> TypedPetition:
    parties = tx.scalars(
        select(Party).where(Party.petition_id == petition.id).order_by(Party.id)
    ).all()
    author = _first(parties, "author")
    about = _first(parties, "denounced", "respondent")
    text = found.text
    return TypedPetition(
        kind=petition.kind,
        author=author.full_name if author else "",
        id_number=(author.id_number or "") if author else "",
        about=about.full_name if about else "",
        text=" ".join(filter(None, (text.title, text.summary, text.request))) if text else "",
    )


def _first(parties: Any, *roles: str) -> Any:  # noqa: ANN401 - rows
    return next((one for one in parties if one.role in roles), None)
