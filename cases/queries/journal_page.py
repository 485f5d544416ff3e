"""The journal as the inspectorate and the administrators read it, newest first."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select

from cases.actor import Actor
from cases.codes import is_petition_code
from cases.database import Transaction
from cases.folding import words_of
from cases.journal.days import CLOSE, ClosedDay, bounds, from_detail
from cases.models.account import Account
from cases.models.case import Case
from cases.models.journal_entry import JournalEntry
from cases.models.petition import Petition
from cases.models.run import Run
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.journal_lines import JournalLine, to_lines
from cases.queries.journal_rows import journal_rows

PAGE_SIZE = 50
MOST_PEOPLE = 20
"""So many people of a name are looked for; who means one writes more of it."""

Cursor = tuple[datetime, int]


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """What is looked for.

    Attributes:
        since: First day.
        until: Last day.
        person: Part of a name, or an official address.
        record: Code of a case or petition.
        action: Name of an action.
        older_than: Instant and id of the last entry of the page before.
    """

    since: date | None = None
    until: date | None = None
    person: str = ""
    record: str = ""
    action: str = ""
    older_than: Cursor | None = None


@dataclass(frozen=True, slots=True)
class JournalPage:
    """One page.

    Attributes:
        lines: Entries, the newest first.
        older_than: Where the next page goes on.
        closed: What the journal says of the day, when one day that is over is looked at.
        is_unknown: The person or the record that was asked for does not exist.
    """

    lines: tuple[JournalLine, ...]
    older_than: Cursor | None
    closed: ClosedDay | None
    is_unknown: bool = False


def journal_page(
    tx: Transaction, office: Office, actor: Actor, filters: JournalFilter
) -> JournalPage:
    """Return the entries that were asked for.

    Raises:
        NotAllowedError: The person neither supervises nor administers.
    """
    require(Permission.JOURNAL_READ, actor, Target())
    conditions = _conditions(tx, filters)
    closed = _closed(tx, filters)
    if conditions is None:
        return JournalPage((), None, closed, is_unknown=True)
    rows = journal_rows(tx, conditions, PAGE_SIZE + 1)
    shown = rows[:PAGE_SIZE]
    more = len(rows) > PAGE_SIZE
    older_than = (shown[-1].office_at, shown[-1].id) if more else None
    return JournalPage(to_lines(tx, office, shown), older_than, closed)


def _conditions(tx: Transaction, filters: JournalFilter) -> list[ColumnElement[bool]] | None:
    """Return what entries must fulfil; ``None`` when nobody and nothing can."""
    people = _people(tx, filters.person) if filters.person else None
    subjects = _subjects(tx, filters.record) if filters.record else None
    if people == [] or subjects == []:
        return None
    conditions = _of_period(filters)
    if filters.action:
        conditions.append(JournalEntry.action == filters.action)
    if people:
        conditions.append(JournalEntry.account_id.in_(people))
    if subjects:
        kind, number = JournalEntry.subject_kind, JournalEntry.subject_id
        conditions.append(or_(*(and_(kind == one, number == at) for one, at in subjects)))
    return conditions


def _of_period(filters: JournalFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if filters.since:
        conditions.append(JournalEntry.office_at >= bounds(filters.since)[0])
    if filters.until:
        conditions.append(JournalEntry.office_at < bounds(filters.until)[1])
    if filters.older_than:
        at, number = filters.older_than
        conditions.append(JournalEntry.office_at <= at)  # what an index can find
        conditions.append(or_(JournalEntry.office_at < at, JournalEntry.id < number))
    return conditions


def _people(tx: Transaction, asked: str) -> list[int]:
    words = " ".join(words_of(asked))
    named = Account.name_f.contains(words, autoescape=True) if words else Account.id.is_(None)
    address = Account.email == asked.strip().casefold()
    found = select(Account.id).where(or_(address, named)).order_by(Account.id).limit(MOST_PEOPLE)
    return list(tx.scalars(found))


def _subjects(tx: Transaction, code: str) -> list[tuple[str, int]]:
    """Return a record and everything that runs on it."""
    code = code.strip().upper()
    kind, table = ("petition", Petition) if is_petition_code(code) else ("case", Case)
    found = tx.scalar(select(table.id).where(table.code == code))
    if found is None:
        return []
    runs = tx.scalars(select(Run.id).where(Run.subject_kind == kind, Run.subject_id == found))
    return [(kind, found), *(("run", run) for run in runs)]


def _closed(tx: Transaction, filters: JournalFilter) -> ClosedDay | None:
    day = filters.since
    if day is None or day != filters.until:
        return None
    details = tx.scalars(
        select(JournalEntry.detail)
        .where(JournalEntry.action == CLOSE, JournalEntry.office_at >= bounds(day)[1])
        .order_by(JournalEntry.office_at, JournalEntry.id)
        .limit(MOST_PEOPLE * 5)
    )
    return next((one for one in map(from_detail, details) if one.day == day), None)
