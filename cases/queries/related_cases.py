"""Hồ sơ liên quan: other cases and petitions that belong to this one, and why.

Only what the person may read is there. By names only complaints and feedback are related: a
denunciation has no author, and what is secret is related by its code alone.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from cases.actor import Actor
from cases.database import Transaction
from cases.models.case import Case
from cases.models.party import Party
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.policy.visible_cases import visible_cases, visible_petitions
from cases.secrecy import NOT_SECRET

MOST_OF_THE_SAME_PEOPLE = 10

Record = tuple[str, int]
"""``case`` or ``petition``, and its id."""


@dataclass(frozen=True, slots=True)
class RelatedRecord:
    """A case or petition that belongs to the one on the page.

    Attributes:
        reason: ``previous``, ``next`` (instance), ``joined`` (petition of this case), ``opened``
            (case of this petition), ``same_petition``, ``duplicate_of`` (the first petition),
            ``duplicate``, ``forwarded_from``, ``forwarded_to`` or ``same_people``.
        title: Empty for a petition, and when the record is secret.
        day: When it was received; for a joined petition, when it joined.
    """

    code: str
    kind: str
    reason: str
    title: str
    day: date


@dataclass(frozen=True, slots=True)
class _Own:
    """What the page is about: its case if it has one, and its petitions."""

    case_id: int | None
    petitions: tuple[Petition, ...]
    joined_on: tuple[date | None, ...]

    @property
    def petition_ids(self) -> list[int]:
        return [one.id for one in self.petitions]


def related_records(tx: Transaction, actor: Actor, *, subject: Record) -> tuple[RelatedRecord, ...]:
    """Return what belongs to a case or a petition: each once, with its nearest reason."""
    own = _own(tx, subject)
    reasons: dict[Record, str] = {}
    for record, reason in _candidates(tx, own):
        if record != subject:
            reasons.setdefault(record, reason)
    cases = _visible_cases(tx, actor, _ids(reasons, "case"))
    petitions = _visible_petitions(tx, actor, _ids(reasons, "petition"))
    joined_on = dict(zip(own.petition_ids, own.joined_on, strict=True))
    related = []
    for (kind, record_id), reason in reasons.items():
        if kind == "case" and record_id in cases:
            matter, received_on = cases[record_id]
            title = matter.title if matter.secrecy == NOT_SECRET else ""
            day = received_on or matter.opened_at.date()
            related.append(RelatedRecord(matter.code, matter.kind, reason, title, day))
        elif kind == "petition" and record_id in petitions:
            petition = petitions[record_id]
            day = joined_on.get(record_id) or petition.received_on
            related.append(RelatedRecord(petition.code, petition.kind, reason, "", day))
    return tuple(related)


def _own(tx: Transaction, subject: Record) -> _Own:
    kind, record_id = subject
    if kind == "case":
        rows = tx.execute(
            select(Petition, PetitionCase.joined_on)
            .join(PetitionCase, PetitionCase.petition_id == Petition.id)
            .where(PetitionCase.case_id == record_id)
            .order_by(Petition.received_on, Petition.id)
        ).all()
        return _Own(record_id, tuple(row[0] for row in rows), tuple(row[1] for row in rows))
    found = tx.get(Petition, record_id)
    return _Own(None, (found,) if found else (), (None,) if found else ())


def _candidates(tx: Transaction, own: _Own) -> Iterator[tuple[Record, str]]:
    """Yield what may belong to it, the nearest first, whoever may read it."""
    if own.case_id is not None:
        yield from _chain(tx, own.case_id)
        for petition_id in own.petition_ids[1:]:
            yield ("petition", petition_id), "joined"
    opened = select(PetitionCase.case_id).where(PetitionCase.petition_id.in_(own.petition_ids))
    for case_id in tx.scalars(opened.order_by(PetitionCase.case_id)):
        if case_id != own.case_id:
            yield ("case", case_id), "same_petition" if own.case_id else "opened"
    yield from _duplicates(tx, own)
    for one in own.petitions:
        if one.forwarded_from_id is not None:
            yield ("petition", one.forwarded_from_id), "forwarded_from"
    sent_on = select(Petition.id).where(Petition.forwarded_from_id.in_(own.petition_ids))
    for petition_id in tx.scalars(sent_on):
        yield ("petition", petition_id), "forwarded_to"
    yield from _of_the_same_people(tx, own)


def _duplicates(tx: Transaction, own: _Own) -> Iterator[tuple[Record, str]]:
    for one in own.petitions:
        if one.duplicate_of_id is not None:
            yield ("petition", one.duplicate_of_id), "duplicate_of"
    same = select(Petition.id).where(Petition.duplicate_of_id.in_(own.petition_ids))
    for petition_id in tx.scalars(same.order_by(Petition.id)):
        yield ("petition", petition_id), "duplicate"


def _chain(tx: Transaction, case_id: int) -> Iterator[tuple[Record, str]]:
    previous = select(Case.previous_case_id).where(Case.id == case_id)
    rows = tx.execute(
        select(Case.id, Case.previous_case_id).where(
            or_(Case.id.in_(previous), Case.previous_case_id == case_id)
        )
    )
    for other, its_previous in rows:
        yield ("case", other), "next" if its_previous == case_id else "previous"


def _of_the_same_people(tx: Transaction, own: _Own) -> Iterator[tuple[Record, str]]:
    """Yield the earlier records with an author and a respondent of the same names."""
    readable = [one for one in own.petitions if one.secrecy == NOT_SECRET]
    if not readable:
        return
    author, respondent, its_author, its_respondent = (aliased(Party) for _ in range(4))
    own_ids = [one.id for one in readable]
    rows = tx.execute(
        select(Petition.id, PetitionCase.case_id, Petition.received_on)
        .join(its_author, _plays(its_author, Petition.id, "author"))
        .join(its_respondent, _plays(its_respondent, Petition.id, "respondent"))
        .join(author, and_(author.name_f == its_author.name_f, author.role == "author"))
        .join(respondent, _plays(respondent, author.petition_id, "respondent"))
        .outerjoin(PetitionCase, PetitionCase.petition_id == Petition.id)
        .outerjoin(Case, Case.id == PetitionCase.case_id)
        .where(
            author.petition_id.in_(own_ids),
            respondent.name_f == its_respondent.name_f,
            Petition.id.not_in(own.petition_ids),
            Petition.received_on <= max(one.received_on for one in readable),
            Petition.secrecy == NOT_SECRET,
            or_(Case.id.is_(None), Case.secrecy == NOT_SECRET),
        )
        .order_by(Petition.received_on.desc(), Petition.id.desc())
        .limit(MOST_OF_THE_SAME_PEOPLE)
    )
    for petition_id, case_id, _ in rows:
        yield ("case", case_id) if case_id else ("petition", petition_id), "same_people"


def _plays(party: Any, petition_id: Any, role: str) -> Any:  # noqa: ANN401 - columns
    return and_(party.petition_id == petition_id, party.role == role)


def _ids(reasons: Collection[Record], kind: str) -> list[int]:
    return [record_id for each, record_id in reasons if each == kind]


def _visible_cases(
    tx: Transaction, actor: Actor, ids: list[int]
) -> dict[int, tuple[Case, date | None]]:
    if not ids:
        return {}
    rows = tx.execute(
        select(Case, Petition.received_on)
        .outerjoin(PetitionCase, PetitionCase.case_id == Case.id)
        .outerjoin(Petition, Petition.id == PetitionCase.petition_id)
        .where(Case.id.in_(ids), visible_cases(actor))
        .order_by(Petition.received_on.desc())
    )
    return {matter.id: (matter, received_on) for matter, received_on in rows}


def _visible_petitions(tx: Transaction, actor: Actor, ids: list[int]) -> dict[int, Petition]:
    if not ids:
        return {}
    rows = tx.scalars(select(Petition).where(Petition.id.in_(ids), visible_petitions(actor)))
    return {one.id: one for one in rows}
