"""Tra cứu: what can be found by whom, newest receipt first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, not_, or_, select

from cases.actor import Actor
from cases.database import Transaction
from cases.models.case import Case
from cases.models.deadline import Deadline
from cases.models.document import Document
from cases.models.party import Party
from cases.models.petition import Petition
from cases.models.run import Run
from cases.models.search_entry import SearchEntry
from cases.models.unit import Unit
from cases.office import Office
from cases.policy.findable_entries import as_may_be_asked, findable_entries, units_of_search
from cases.policy.visible_entries import of_units
from cases.queries.found_rows import found_rows
from cases.queries.pending import DEADLINE_STANDS_STILL
from cases.queries.search_rows import Hit, SearchRow
from cases.sealed.cipher import blinds
from cases.search.asked import Asked, read_asked
from cases.search.entries import first_key
from cases.search.matching import Entries, entries, match_expression, newest_entries
from cases.search.words import case_word, number_word, petition_word, unit_word

PAGE_SIZE = 30
MOST_PAPERS = 50
LOOKED_AT = 5_000
"""Records that PostgreSQL looks at one by one before it asks the index."""
ONE_DAY = timedelta(days=1)
STATUSES = ("open", "paused", "closed")

_Conditions = tuple[ColumnElement[bool], ...]


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """What is looked for, and where.

    Attributes:
        text: As typed.
        status: One of ``STATUSES``.
        unit_id: A unit that has to do with the record now.
        since: First day of receipt, inclusive.
        until: Last day of receipt, inclusive.
        is_late: Only what has an open deadline that is over.
        older_than: Key of the last row of the page before.
        newer_than: Key of the first row of the page after.
    """

    text: str = ""
    kind: str | None = None
    status: str | None = None
    unit_id: int | None = None
    field: str | None = None
    since: date | None = None
    until: date | None = None
    is_late: bool = False
    older_than: int | None = None
    newer_than: int | None = None

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything but the words leaves records out."""
        chosen = (self.kind, self.status, self.unit_id, self.field, self.since, self.until)
        return self.is_late or any(one is not None for one in chosen)


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of what was found.

    Attributes:
        asked: How the question was understood.
        older_than: What the next page starts after; ``None`` when there is none.
        newer_than: The same towards the newest.
        units: Units that may be chosen, (id, name); fewer than two need no choice.
        scope: Whether the person reads the whole ``city``, some ``units``, or ``nothing``.
    """

    rows: tuple[SearchRow, ...]
    asked: Asked
    older_than: int | None
    newer_than: int | None
    units: tuple[tuple[int, str], ...]
    scope: str

    @property
    def is_whole(self) -> bool:
        """Tell whether everything that was found stands on this page."""
        return self.older_than is None and self.newer_than is None


def search(tx: Transaction, office: Office, actor: Actor, *, filters: SearchFilter) -> SearchPage:
    """Return a page of the cases, and petitions without one, that the person may read.

    What the person may not read is not there: the answer is the same as if it did not exist.
    """
    asked = read_asked(filters.text)
    sight = units_of_search(actor)
    hits, has_more = _hits(tx, office, actor, filters, asked)
    backwards = filters.newer_than is not None
    has_older = has_more if not backwards else bool(hits)
    has_newer = has_more if backwards else filters.older_than is not None
    return SearchPage(
        rows=found_rows(tx, office, actor, hits, asked),
        asked=asked,
        older_than=hits[-1].key if hits and has_older else None,
        newer_than=hits[0].key if hits and has_newer else None,
        units=_units(tx, sight),
        scope="city" if sight is None else "units" if sight else "nothing",
    )


def found_records(
    tx: Transaction, office: Office, actor: Actor, filters: SearchFilter, asked: Asked
) -> tuple[Select[Any], ColumnElement[int]] | None:
    """Return a statement for the columns of ``Hit`` of all that is found, and its key.

    ``None`` when nothing can be found: no word was understood, or nothing may be read.
    """
    sought = _sought(tx, office, actor, filters, asked)
    if sought is None:
        return None
    found = entries(sought.dialect, sought.expression)
    return _bounded(found, filters, sought.conditions), found.key


@dataclass(frozen=True, slots=True)
class _Sought:
    """A question in the words of the database.

    Attributes:
        expression: What the index is asked; ``None`` when only conditions narrow it.
    """

    dialect: str
    expression: str | None
    conditions: tuple[ColumnElement[bool], ...]


def _sought(
    tx: Transaction, office: Office, actor: Actor, filters: SearchFilter, asked: Asked
) -> _Sought | None:
    units = units_of_search(actor) if filters.unit_id is None else frozenset({filters.unit_id})
    if (asked.text and asked.is_empty) or (units is not None and not units):
        return None
    asked = as_may_be_asked(actor, asked)
    dialect = tx.get_bind().dialect.name
    expression = match_expression(
        dialect,
        asked,
        records=[
            *(_with_paper(tx, asked.papers) if asked.papers else ()),
            *(_with_person(tx, office, asked.people) if asked.people else ()),
        ],
        units=None if units is None else map(unit_word, units),
    )
    findable = findable_entries(actor, asked, has_field=filters.field is not None)
    conditions = [findable, *_conditions(office, filters)]
    if filters.unit_id is not None:
        conditions.append(of_units(frozenset({filters.unit_id})))
    return _Sought(dialect, expression, tuple(conditions))


def _hits(
    tx: Transaction, office: Office, actor: Actor, filters: SearchFilter, asked: Asked
) -> tuple[list[Hit], bool]:
    """Return the records of the page, newest first, and whether more lie in its direction."""
    sought = _sought(tx, office, actor, filters, asked)
    if sought is None:
        return [], False
    rows = _among_the_newest(tx, filters, sought)
    if len(rows) <= PAGE_SIZE:
        rows = _first(tx, filters, entries(sought.dialect, sought.expression), sought.conditions)
    hits = rows[:PAGE_SIZE]
    return hits[::-1] if filters.newer_than is not None else hits, len(rows) > PAGE_SIZE


def _among_the_newest(tx: Transaction, filters: SearchFilter, sought: _Sought) -> list[Hit]:
    """Look at the newest records one by one; words that fill a page there need no index.

    SQLite hands out what its index holds newest first, and needs none of this.
    """
    is_backwards = filters.newer_than is not None
    if sought.dialect == "sqlite" or sought.expression is None or is_backwards:
        return []
    key: ColumnElement[int] = SearchEntry.__table__.c.key
    newest = select(key).order_by(key.desc())
    if filters.older_than is not None:
        newest = newest.where(key < filters.older_than)
    if filters.until is not None:
        newest = newest.where(key < first_key(filters.until + ONE_DAY))
    last = tx.scalar(newest.offset(LOOKED_AT).limit(1))
    if last is None:
        return []
    return _first(tx, filters, newest_entries(sought.expression), (*sought.conditions, key > last))


def _first(
    tx: Transaction, filters: SearchFilter, found: Entries, conditions: _Conditions
) -> list[Hit]:
    """Return the rows of the page, and one more if there is one, in the direction of paging."""
    wanted = _bounded(found, filters, conditions)
    if filters.older_than is not None:
        wanted = wanted.where(found.key < filters.older_than)
    if filters.newer_than is not None:
        wanted = wanted.where(found.key > filters.newer_than)
    order = found.order.asc() if filters.newer_than is not None else found.order.desc()
    return [Hit(*row) for row in tx.execute(wanted.order_by(order).limit(PAGE_SIZE + 1))]


def _bounded(found: Entries, filters: SearchFilter, conditions: _Conditions) -> Select[Any]:
    wanted = found.statement.where(*conditions)
    if filters.since:
        wanted = wanted.where(found.key >= first_key(filters.since))
    if filters.until:
        wanted = wanted.where(found.key < first_key(filters.until + ONE_DAY))
    return wanted


def _with_paper(tx: Transaction, numbers: Sequence[str]) -> list[str]:
    """Return the words of the records that hold a paper with one of these numbers."""
    rows = tx.execute(
        select(Document.case_id, Document.petition_id)
        .where(
            Document.number_f.in_(numbers),
            Document.secrecy == "none",
            Document.voided_at.is_(None),
        )
        .order_by(Document.id.desc())
        .limit(MOST_PAPERS)
    )
    return [case_word(case) if case else petition_word(petition or 0) for case, petition in rows]


def _with_person(tx: Transaction, office: Office, numbers: Sequence[str]) -> list[str]:
    """Return the words of numbers in a text, and of the petitions on which somebody bears one."""
    sought = [one for number in numbers for one in blinds(office.keys, number)]
    bears = or_(Party.id_number_blind.in_(sought), Party.phone_blind.in_(sought))
    newest = select(Party.petition_id).where(bears).order_by(Party.id.desc()).limit(MOST_PAPERS)
    bearing = dict.fromkeys(tx.scalars(newest))
    return [*map(number_word, sought), *map(petition_word, bearing)]


def _conditions(office: Office, filters: SearchFilter) -> list[ColumnElement[bool]]:
    conditions = []
    if filters.kind:
        conditions.append(_has(Case.kind == filters.kind, Petition.kind == filters.kind))
    if filters.field:
        conditions.append(_has(Case.field == filters.field, Petition.field == filters.field))
    if filters.is_late:
        is_over = and_(Deadline.closed_on.is_(None), Deadline.due_on < office.today())
        conditions.append(_about(Deadline, is_over, not_(DEADLINE_STANDS_STILL)))
    if filters.status == "paused":
        conditions.append(_about(Run, Run.paused_since.is_not(None)))
    elif filters.status == "open":
        conditions.append(_about(Run, Run.status == "running"))
    elif filters.status == "closed":
        conditions.append(not_(_about(Run, Run.status == "running")))
    return conditions


def _has(of_case: ColumnElement[bool], of_petition: ColumnElement[bool]) -> ColumnElement[bool]:
    return or_(
        exists().where(Case.id == SearchEntry.case_id, of_case),
        exists().where(Petition.id == SearchEntry.petition_id, of_petition),
    )


def _about(table: Any, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:  # noqa: ANN401
    """Return whether a row of a table with subject columns is about the record."""
    return or_(
        *(
            exists().where(
                subject.is_not(None),
                table.subject_kind == kind,
                table.subject_id == subject,
                *conditions,
            )
            for kind, subject in (
                ("case", SearchEntry.case_id),
                ("petition", SearchEntry.petition_id),
            )
        )
    )


def _units(tx: Transaction, sight: frozenset[int] | None) -> tuple[tuple[int, str], ...]:
    wanted = select(Unit.id, Unit.name).order_by(Unit.name_f, Unit.id)
    if sight is not None:
        wanted = wanted.where(Unit.id.in_(sorted(sight)))
    return tuple((unit_id, name) for unit_id, name in tx.execute(wanted))
