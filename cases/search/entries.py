"""Keeps the words of each case and petition beside the rows they come from.

Whoever writes or erases a party, a text, a title or a unit's relation calls ``index_case`` or
``index_petition`` in the same transaction. Of what is secret only the code is found; of a
denunciation there is no author to be found, because there is none.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    String,
    bindparam,
    cast,
    delete,
    exists,
    func,
    insert,
    literal,
    not_,
    or_,
    select,
    text,
    union_all,
)

from cases.database import Transaction
from cases.folding import words_of
from cases.models.case import Case
from cases.models.case_unit import CaseUnit
from cases.models.party import Party
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.models.petition_text import PetitionText
from cases.models.search_entry import SearchEntry
from cases.sealed.cipher import blind
from cases.sealed.column import keys_of
from cases.search.words import case_word, code_words, number_word, petition_word, unit_word
from cases.secrecy import NOT_SECRET
from forms.person_numbers import numbers_in, without_numbers

_CODE, _SECRECY, _DAY, _TEXT, _UNIT = "code", "secrecy", "day", "text", "unit"
_NUMBER = "number"
"""Of a paper or a file. The numbers of people in a text are kept as their blind index."""
_CASE, _PETITION = "case", "petition"
_BITS_OF_ID = 40
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_TITLE = func.coalesce(PetitionText.title_f, "")
_HAS_A_CASE = exists().where(PetitionCase.petition_id == Petition.id)

Piece = tuple[int, str, str]
"""Record id, what it is, the value as text."""


def index_case(tx: Transaction, case_id: int) -> None:
    """Write anew what is found of a case and of the petitions it settles."""
    index_cases(tx, [case_id])


def index_petition(tx: Transaction, petition_id: int) -> None:
    """Write anew what is found of a petition: under its cases, or by itself when it has none."""
    of_petition = PetitionCase.petition_id == petition_id
    case_ids = list(tx.scalars(select(PetitionCase.case_id).where(of_petition)))
    if case_ids:
        index_cases(tx, case_ids)
    else:
        index_petitions(tx, [petition_id])


def index_cases(tx: Transaction, case_ids: Sequence[int]) -> int:
    """Write anew what is found of these cases; return how many there are."""
    joined = select(PetitionCase.petition_id).where(PetitionCase.case_id.in_(case_ids))
    gone = or_(SearchEntry.case_id.in_(case_ids), SearchEntry.petition_id.in_(joined))
    pieces = _read(tx, _pieces_of_cases(), case_ids)
    rows: list[dict[str, Any]] = [
        {"key": key_of(day, case_id), "case_id": case_id, "petition_id": None, "words": words}
        for case_id, day, words in _entries(tx, pieces)
    ]
    return _replace(tx, gone, rows)


def index_petitions(tx: Transaction, petition_ids: Sequence[int]) -> int:
    """Write anew what is found of those of these petitions that have no case; count them."""
    gone = SearchEntry.petition_id.in_(petition_ids)
    pieces = _read(tx, _pieces_of_petitions(), petition_ids)
    rows: list[dict[str, Any]] = [
        {
            "key": key_of(day, petition_id, is_petition=True),
            "case_id": None,
            "petition_id": petition_id,
            "words": words,
        }
        for petition_id, day, words in _entries(tx, pieces)
    ]
    return _replace(tx, gone, rows)


def forget_erased_words(tx: Transaction) -> None:
    """Leave nothing behind of words taken out in this transaction. Call after an erasure.

    Before version 3.42 SQLite's full-text index keeps what was taken out until its parts are
    put together; newer ones, told so by the migration, remove it at once.
    """
    if tx.get_bind().dialect.name == "sqlite":
        tx.execute(text("INSERT INTO search_word (search_word) VALUES ('optimize')"))


def key_of(day: date, record_id: int, *, is_petition: bool = False) -> int:
    """Return the place of a record in the order of receipt."""
    return (day.toordinal() << _BITS_OF_ID) + (record_id << 1) + is_petition


def first_key(day: date) -> int:
    """Return a key that is not above any key of the day, and above all earlier ones."""
    return day.toordinal() << _BITS_OF_ID


def _read(tx: Transaction, statement: CompoundSelect[Any], ids: Sequence[int]) -> list[Piece]:
    return [(one, what, value) for one, what, value in tx.execute(statement, {"ids": list(ids)})]


def _replace(tx: Transaction, gone: ColumnElement[bool], rows: list[dict[str, Any]]) -> int:
    tx.execute(delete(SearchEntry).where(gone).execution_options(synchronize_session=False))
    if rows:
        tx.connection().execute(insert(SearchEntry.__table__), rows)  # type: ignore[arg-type]
    return len(rows)


def _entries(tx: Transaction, pieces: list[Piece]) -> Iterator[tuple[int, date, str]]:
    keys = keys_of(tx.get_bind().dialect)
    records: dict[int, dict[str, list[str]]] = {}
    for record_id, what, value in pieces:
        records.setdefault(record_id, {}).setdefault(what, []).append(value)
    for record_id, values in records.items():
        days = [date.fromisoformat(value[:10]) for value in values[_DAY]]
        words = [word for code in values[_CODE] for word in code_words(code)]
        words += [unit_word(int(unit_id)) for unit_id in values.get(_UNIT, ())]
        if set(values[_SECRECY]) == {NOT_SECRET}:
            words += [case_word(int(one)) for one in values.get(_CASE, ())]
            words += [petition_word(int(one)) for one in values.get(_PETITION, ())]
            words += [word for value in values.get(_NUMBER, ()) for word in words_of(value)]
            for value in values.get(_TEXT, ()):
                words += words_of(without_numbers(value))
                words += [number_word(blind(keys, number)) for number in numbers_in(value)]
        yield record_id, min(days), " ".join(dict.fromkeys(words))


# Built once each: building one takes longer than running it.
@cache
def _pieces_of_cases() -> CompoundSelect[Any]:
    of_case = Case.id.in_(_IDS)
    joined = PetitionCase.case_id.in_(_IDS)
    petition = Petition.id == PetitionCase.petition_id
    of_text = PetitionText.petition_id == PetitionCase.petition_id
    arms = [
        _arm(Case.id, what, value).where(of_case, value.is_not(None))
        for what, value in (
            (_CODE, Case.code),
            (_SECRECY, Case.secrecy),
            (_CASE, Case.id),
            (_TEXT, Case.title_f),
            (_NUMBER, Case.old_number),
            (_NUMBER, Case.previous_number),
            (_NUMBER, Case.paper_file_ref),
        )
    ]
    # A case without a petition of ours stands where it was opened.
    opened = _arm(Case.id, _DAY, Case.opened_at).where(
        of_case, not_(exists().where(PetitionCase.case_id == Case.id))
    )
    arms.append(opened)
    arms += [
        _arm(PetitionCase.case_id, what, value)
        .join(Petition, petition)
        .where(joined, value.is_not(None))
        for what, value in _OF_A_PETITION
    ]
    arms += [
        _arm(PetitionCase.case_id, _TEXT, value).join(source, of_petition).where(joined)
        for source, value, of_petition in (
            (PetitionText, PetitionText.text_f, of_text),
            (PetitionText, _TITLE, of_text),
            (Party, Party.name_f, Party.petition_id == PetitionCase.petition_id),
        )
    ]
    arms.append(_units(CaseUnit.case_id))
    return union_all(*arms)


@cache
def _pieces_of_petitions() -> CompoundSelect[Any]:
    alone = (Petition.id.in_(_IDS), not_(_HAS_A_CASE))
    arms = [
        _arm(Petition.id, what, value).where(*alone, value.is_not(None))
        for what, value in _OF_A_PETITION
    ]
    arms += [
        _arm(Petition.id, _TEXT, value).join(source, of_petition).where(*alone)
        for source, value, of_petition in (
            (PetitionText, PetitionText.text_f, PetitionText.petition_id == Petition.id),
            (PetitionText, _TITLE, PetitionText.petition_id == Petition.id),
            (Party, Party.name_f, Party.petition_id == Petition.id),
        )
    ]
    units = _units(CaseUnit.petition_id).join(Petition, Petition.id == CaseUnit.petition_id)
    return union_all(*arms, units.where(not_(_HAS_A_CASE)))


_OF_A_PETITION: tuple[tuple[str, Any], ...] = (
    (_CODE, Petition.code),
    (_SECRECY, Petition.secrecy),
    (_PETITION, Petition.id),
    (_DAY, Petition.received_on),
    (_NUMBER, Petition.old_number),
    (_NUMBER, Petition.forwarded_document),
    (_NUMBER, Petition.paper_file_ref),
)


def _arm(record_id: Any, what: str, value: Any) -> Any:  # noqa: ANN401 - columns
    return select(
        record_id.label("id"), literal(what).label("what"), cast(value, String).label("value")
    )


def _units(record_id: Any) -> Any:  # noqa: ANN401 - a column
    return _arm(record_id, _UNIT, CaseUnit.unit_id).where(
        record_id.in_(_IDS), CaseUnit.valid_to.is_(None)
    )
