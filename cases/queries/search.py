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
from cases.models.petition import Petition
from cases.models.run import Run
from cases.models.search_entry import SearchEntry
from cases.models.unit import Unit
from cases.office import Office
from cases.policy.visible_entries import of_units, units_of_sight, visible_entries
from cases.queries.pending import DEADLINE_STANDS_STILL
from cases.queries.search_rows import Hit, SearchRow, search_rows
from cases.search.asked import Asked, read_asked
from cases.search.entries import first_key
from cases.search.matching import entries, match_expression
from cases.search.words import case_word, petition_word, unit_word

PAGE_SIZE = 30
MOST_PAPERS = 50
STATUSES = ("open", "paused", "closed")


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
    sight = units_of_sight(actor)
    hits, has_more = _hits(tx, office, actor, filters, asked)
    backwards = filters.newer_than is not None
    has_older = has_more if not backwards else bool(hits)
    has_newer = has_more if backwards else filters.older_than is not None
    return SearchPage(
        rows=search_rows(tx, office, hits, asked),
        asked=asked,
        older_than=hits[-1].key if hits and has_older else None,
        newer_than=hits[0].key if hits and has_newer else None,
        units=_units(tx, sight),
        scope="city" if sight is None else "units" if sight else "nothing",
    )


def _hits(
    tx: Transaction, office: Office, actor: Actor, filters: SearchFilter, asked: Asked
) -> tuple[list[Hit], bool]:
    """Return the records of the page, newest first, and whether more lie in its direction."""
    found = found_records(tx, office, actor, filters, asked)
    if found is None:
        return [], False
    statement, key = found
    backwards = filters.newer_than is not None
    order = key.asc() if backwards else key.desc()
    bounds = [key < filters.older_than] if filters.older_than is not None else []
    bounds += [key > filters.newer_than] if filters.newer_than is not None else []
    rows = tx.execute(statement.where(*bounds).order_by(order).limit(PAGE_SIZE + 1)).all()
    hits = [Hit(*row) for row in rows[:PAGE_SIZE]]
    return hits[::-1] if backwards else hits, len(rows) > PAGE_SIZE


def found_records(
    tx: Transaction, office: Office, actor: Actor, filters: SearchFilter, asked: Asked
) -> tuple[Select[Any], ColumnElement[int]] | None:
    """Return a statement for the columns of ``Hit`` of all that is found, and its key.

    ``None`` when nothing can be found: no word was understood, or nothing may be read.
    """
    if asked.text and asked.is_empty:
        return None
    units = units_of_sight(actor) if filters.unit_id is None else frozenset({filters.unit_id})
    if units is not None and not units:
        return None
    dialect = tx.get_bind().dialect.name
    expression = match_expression(
        dialect,
        asked,
        records=_with_paper(tx, asked.papers) if asked.papers else (),
        units=None if units is None else map(unit_word, units),
    )
    statement, key = entries(dialect, expression)
    statement = statement.where(visible_entries(actor), *_conditions(office, filters))
    if filters.unit_id is not None:
        statement = statement.where(of_units(frozenset({filters.unit_id})))
    if filters.since:
        statement = statement.where(key >= first_key(filters.since))
    if filters.until:
        statement = statement.where(key < first_key(filters.until + timedelta(days=1)))
    return statement, key


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
