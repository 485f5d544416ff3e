"""Có thể trùng: petitions that may be the one that is just being registered."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select

from cases.actor import Actor
from cases.database import Transaction
from cases.folding import fold
from cases.models.unit import Unit
from cases.office import Office
from cases.policy.foreign_duplicates import may_be_told
from cases.queries.duplicate_candidates import Candidate, TypedPetition, candidates
from cases.queries.likeness import Likeness, likeness
from cases.queries.masking import masked_numbers
from cases.queries.search_rows import Subject, progress_of
from cases.sealed.cipher import blinds
from forms.person_numbers import person_number

WINDOW = timedelta(days=2 * 365)
"""How far back a duplicate is looked for."""
MOST_SHOWN = 5
LONGEST_TITLE = 150


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A petition that may be the same.

    Attributes:
        code: Its case if it has one, else the petition itself.
        petition_code: The petition.
        reasons: ``same_id_number``, ``same_author``, ``other_author``, ``same_about``,
            ``same_text``; nothing of another unit's.
        phrases: Words that both texts share.
        is_foreign: The person may know no more than code, unit and day.
        is_very_alike: Most likely the same matter.
    """

    code: str
    petition_code: str
    received_on: date
    unit: str
    is_foreign: bool
    is_very_alike: bool
    author: str = ""
    title: str = ""
    steps: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Duplicates:
    """What was found.

    Attributes:
        rows: The likeliest first.
        more: How many further ones bear the same name.
        is_asked: Enough had been typed to look.
    """

    rows: tuple[Duplicate, ...]
    more: int
    is_asked: bool


@dataclass(frozen=True, slots=True)
class _Compared:
    """A candidate and how it compares."""

    candidate: Candidate
    reasons: tuple[str, ...]
    alike: Likeness

    @property
    def order(self) -> tuple[float, date, int]:
        weight = 1.0 if "same_id_number" in self.reasons else 0.0
        weight += 0.2 * len({"same_author", "same_about"} & set(self.reasons))
        petition = self.candidate.petition
        return (weight + self.alike.share, petition.received_on, petition.id)


def duplicates(
    tx: Transaction,
    office: Office,
    actor: Actor,
    *,
    typed: TypedPetition,
    leave_out: Collection[int] = (),
) -> Duplicates:
    """Return what may be the petition that is being typed, without those in ``leave_out``.

    Complaints and feedback are compared by the author's name and by text, denunciations by the
    denounced and by text. Nothing secret is compared. What the person may not read is left out,
    or cut down to what ``may_be_told``.
    """
    if not typed.is_enough:
        return Duplicates((), 0, is_asked=False)
    found = candidates(tx, actor, typed, office.today() - WINDOW)
    number = person_number(typed.id_number)
    numbers = frozenset(blinds(office.keys, number) if number else ())
    compared = [
        one
        for one in (_compare(typed, numbers, each) for each in found)
        if one is not None and one.candidate.petition.id not in leave_out
    ]
    ordered = sorted(compared, key=lambda one: one.order, reverse=True)
    more = [one for one in ordered[MOST_SHOWN:] if one.candidate.is_visible]
    return Duplicates(_rows(tx, ordered[:MOST_SHOWN]), len(more), is_asked=True)


def _compare(
    typed: TypedPetition, numbers: frozenset[str], candidate: Candidate
) -> _Compared | None:
    """Return how a petition compares; nothing when it is not alike, or may not be told."""
    alike = likeness(typed.text, candidate.whole_text)
    is_same_author = fold(typed.author) in candidate.named("author")
    is_same_about = fold(typed.about) in candidate.named("respondent", "denounced")
    if not candidate.is_visible:
        kind = candidate.petition.kind
        is_told = may_be_told(kind, is_same_author=is_same_author, knows_the_text=alike.is_known)
        return _Compared(candidate, (), alike) if is_told else None
    is_same_name = is_same_about if typed.is_denunciation else is_same_author
    if not (is_same_name or alike.is_alike):
        return None
    known = {one.id_number_blind for one in candidate.parties if one.role == "author"}
    reasons = {
        "same_id_number": not numbers.isdisjoint(known - {None}),
        "same_author": is_same_author and not typed.is_denunciation,
        "other_author": not is_same_author and bool(typed.author),
        "same_about": is_same_about,
        "same_text": alike.is_alike,
    }
    return _Compared(candidate, tuple(name for name, holds in reasons.items() if holds), alike)


def _rows(tx: Transaction, shown: list[_Compared]) -> tuple[Duplicate, ...]:
    units = _unit_names(tx, {one.candidate.petition.receiving_unit_id for one in shown})
    subjects = [_subject(one.candidate) for one in shown if one.candidate.is_visible]
    progress = progress_of(tx, subjects) if subjects else {}
    rows = []
    for one in shown:
        candidate, petition = one.candidate, one.candidate.petition
        row = Duplicate(
            code=candidate.cases[0].code if candidate.cases else petition.code,
            petition_code=petition.code,
            received_on=petition.received_on,
            unit=units[petition.receiving_unit_id],
            is_foreign=not candidate.is_visible,
            is_very_alike=one.alike.is_very_alike or "same_id_number" in one.reasons,
        )
        if candidate.is_visible:
            authors = [each.full_name for each in candidate.parties if each.role == "author"]
            row = replace(
                row,
                author=", ".join(authors),
                title=masked_numbers(candidate.title or candidate.text[:LONGEST_TITLE]),
                steps=tuple(dict.fromkeys(progress[_subject(candidate)].steps)),
                reasons=one.reasons,
                phrases=one.alike.phrases if one.alike.is_alike else (),
            )
        rows.append(row)
    return tuple(rows)


def _subject(candidate: Candidate) -> Subject:
    if candidate.cases:
        return "case", candidate.cases[0].id
    return "petition", candidate.petition.id


def _unit_names(tx: Transaction, ids: set[int]) -> dict[int, str]:
    rows = tx.execute(select(Unit.id, Unit.name).where(Unit.id.in_(ids)))
    return {unit_id: name for unit_id, name in rows}  # noqa: C416
