"""Which petitions are compared with one that is just being registered."""

from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from sqlalchemy import select
from sqlalchemy.orm import defer

from cases.actor import Actor
from cases.database import Transaction
from cases.folding import fold, words_of
from cases.models.case import Case
from cases.models.party import Party
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.models.petition_text import PetitionText
from cases.policy.visible_cases import visible_cases, visible_petitions
from cases.policy.visible_entries import units_of_sight, visible_entries
from cases.queries.likeness import numbers_of
from cases.search.matching import entries, match_any
from cases.search.words import unit_word
from cases.secrecy import NOT_SECRET
from forms.person_numbers import without_numbers

MOST_OF_ONE_NAME = 200
MOST_OF_ONE_TEXT = 60
MOST_NUMBERS = 6
NO_DENUNCIATION = ("complaint", "feedback", "mixed", "unclassified")


@dataclass(frozen=True, slots=True)
class TypedPetition:
    """What has been typed so far; for a denunciation there is no author to type.

    Attributes:
        about: The body or person complained about, or denounced.
        text: Title, summary and request.
    """

    kind: str
    author: str = ""
    id_number: str = ""
    about: str = ""
    text: str = ""

    @property
    def is_denunciation(self) -> bool:
        """Tell whether only the denounced and the text may be compared (regulation Art 5(7))."""
        return self.kind == "denunciation"

    @property
    def is_enough(self) -> bool:
        """Tell whether there is anything to compare."""
        name = self.about if self.is_denunciation else self.author
        return bool(words_of(name)) or bool(numbers_of(self.text))


@dataclass(slots=True)
class Candidate:
    """A petition to be compared.

    Attributes:
        cases: Those of its cases that the person may read.
    """

    petition: Petition
    text: str = ""
    title: str = ""
    parties: list[Party] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    is_visible: bool = False
    is_secret: bool = False

    @property
    def whole_text(self) -> str:
        """Everything it says."""
        return f"{self.title} {self.text}"

    def named(self, *roles: str) -> set[str]:
        """Return the folded names of those who play one of these roles."""
        return {one.name_f for one in self.parties if one.role in roles}


def candidates(
    tx: Transaction, actor: Actor, typed: TypedPetition, since: date
) -> tuple[Candidate, ...]:
    """Return petitions received since a day that bear the same name or the same numbers.

    By text only what the person may read is looked for; by name also what stands elsewhere, so
    that the policy can decide what may be told of it.
    """
    ids = {*_of_one_name(tx, typed, since), *_of_one_text(tx, actor, typed, since)}
    if not ids:
        return ()
    found: dict[int, Candidate] = {}
    rows = tx.execute(
        select(Petition, PetitionText)
        .outerjoin(PetitionText, PetitionText.petition_id == Petition.id)
        .where(Petition.id.in_(ids))
    )
    for petition, text in rows:
        found[petition.id] = Candidate(petition)
        if text is not None:
            found[petition.id].title = text.title or ""
            found[petition.id].text = f"{text.summary} {text.request or ''}"
    parties = select(Party).where(Party.petition_id.in_(ids)).order_by(Party.id)
    for party in tx.scalars(parties.options(defer(Party.id_number), defer(Party.phone))):
        found[party.petition_id].parties.append(party)
    _add_cases(tx, actor, found)
    may_read = select(Petition.id).where(Petition.id.in_(ids), visible_petitions(actor))
    for petition_id in tx.scalars(may_read):
        found[petition_id].is_visible = True
    return tuple(one for one in found.values() if not one.is_secret)


def _add_cases(tx: Transaction, actor: Actor, found: dict[int, Candidate]) -> None:
    rows = tx.execute(
        select(PetitionCase.petition_id, Case, visible_cases(actor).label("is_visible"))
        .join(Case, Case.id == PetitionCase.case_id)
        .where(PetitionCase.petition_id.in_(found))
        .order_by(Case.id)
    )
    for petition_id, matter, is_visible in rows:
        one = found[petition_id]
        one.is_secret = one.is_secret or matter.secrecy != NOT_SECRET
        one.title = one.title or matter.title
        if is_visible:
            one.cases.append(matter)
            one.is_visible = True


def _kinds(typed: TypedPetition) -> tuple[str, ...]:
    return ("denunciation",) if typed.is_denunciation else NO_DENUNCIATION


def _of_one_name(tx: Transaction, typed: TypedPetition, since: date) -> list[int]:
    name = fold(typed.about if typed.is_denunciation else typed.author)
    if not name:
        return []
    role = "denounced" if typed.is_denunciation else "author"
    return list(
        tx.scalars(
            select(Petition.id)
            .join(Party, Party.petition_id == Petition.id)
            .where(
                Party.name_f == name,
                Party.role == role,
                Petition.kind.in_(_kinds(typed)),
                Petition.secrecy == NOT_SECRET,
                Petition.received_on >= since,
            )
            .order_by(Petition.received_on.desc(), Petition.id.desc())
            .limit(MOST_OF_ONE_NAME)
        )
    )


def _of_one_text(tx: Transaction, actor: Actor, typed: TypedPetition, since: date) -> list[int]:
    """Return visible petitions that hold two of the numbers of the text, or its only one."""
    numbers = numbers_of(without_numbers(typed.text))[:MOST_NUMBERS]
    sight = units_of_sight(actor)
    if not numbers or (sight is not None and not sight):
        return []
    sought: list[tuple[str, ...]] = [*combinations(numbers, 2)] or [(numbers[0],)]
    units = None if sight is None else [unit_word(one) for one in sight]
    dialect = tx.get_bind().dialect.name
    found = entries(dialect, match_any(dialect, sought, units=units))
    newest = found.statement.where(visible_entries(actor)).order_by(found.order.desc())
    rows = tx.execute(newest.limit(MOST_OF_ONE_TEXT)).all()
    joined = select(PetitionCase.petition_id).where(
        PetitionCase.case_id.in_([row.case_id for row in rows if row.case_id])
    )
    ids = {row.petition_id for row in rows if row.petition_id} | set(tx.scalars(joined))
    return list(
        tx.scalars(
            select(Petition.id).where(
                Petition.id.in_(ids),
                Petition.kind.in_(_kinds(typed)),
                Petition.secrecy == NOT_SECRET,
                Petition.received_on >= since,
            )
        )
    )
