"""What somebody learns of one record who may only look it up (điểm c khoản 1 Điều 8 Quy chế)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from cases.actor import Actor
from cases.codes import is_petition_code
from cases.database import Transaction
from cases.models.case import Case
from cases.models.petition import Petition
from cases.models.search_entry import SearchEntry
from cases.office import Office
from cases.policy.findable_entries import looked_up_units
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.case_deadlines import case_deadlines
from cases.queries.case_steps import case_steps
from cases.queries.found_rows import looked_up_row
from cases.queries.related_units import units_of_subject
from cases.queries.search_rows import Hit, SearchRow, search_rows
from cases.queries.subjects import Subject
from cases.queries.views import DeadlineView
from cases.search.asked import read_asked


@dataclass(frozen=True, slots=True)
class DoneStep:
    """A finished step: what and when, not by whom and with which words."""

    name: str
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class LookedUpRecord:
    """A record as somebody sees it who may only look it up.

    Attributes:
        row: As in the list of what was found.
        closing: How the case ended, as a code; ``None`` while it goes on.
        deadlines: None of a record of which only the state may be known, as ``steps``.
    """

    subject: Subject
    row: SearchRow
    closing: str | None
    deadlines: tuple[DeadlineView, ...]
    steps: tuple[DoneStep, ...]


def looked_up_record(
    tx: Transaction, office: Office, actor: Actor, *, code: str
) -> LookedUpRecord | None:
    """Return a record that the person may look up and not read; ``None`` for every other.

    Nobody but look-up accounts pays for the question with a statement.
    """
    subject = _subject(tx, code) if looked_up_units(actor) else None
    if subject is None or not _is_only_looked_up(tx, actor, subject):
        return None
    hit = _hit(tx, subject)
    row = looked_up_row(search_rows(tx, office, [hit], read_asked(""))[0])
    if row.is_status_only:
        return LookedUpRecord(subject, row, None, (), ())
    kind, number = subject
    matter = tx.get_one(Case, number) if kind == "case" else None
    steps = case_steps(tx, office, (subject,))
    return LookedUpRecord(
        subject=subject,
        row=row,
        closing=matter.closing if matter else None,
        deadlines=case_deadlines(tx, office, subject=subject),
        steps=tuple(DoneStep(one.name, one.ended_at) for one in steps if one.outcome == "done"),
    )


def _is_only_looked_up(tx: Transaction, actor: Actor, subject: Subject) -> bool:
    target = Target(unit_ids=units_of_subject(tx, subject))
    may_read = allows(Permission.CASE_READ, actor, target)
    return not may_read and allows(Permission.CASE_LOOK_UP, actor, target)


def _subject(tx: Transaction, code: str) -> Subject | None:
    kind, table = ("petition", Petition) if is_petition_code(code) else ("case", Case)
    found = tx.scalar(select(table.id).where(table.code == code))
    return None if found is None else (kind, found)


def _hit(tx: Transaction, subject: Subject) -> Hit:
    kind, number = subject
    column = SearchEntry.case_id if kind == "case" else SearchEntry.petition_id
    key = tx.scalar(select(SearchEntry.key).where(column == number)) or 0
    return Hit(key, number, None) if kind == "case" else Hit(key, None, number)
