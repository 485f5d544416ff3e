"""Notes and directions, as pages show them."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from cases.actor import Actor
from cases.database import Transaction
from cases.errors import SecretRecordError
from cases.models.account import Account
from cases.models.case import Case
from cases.models.note import Note
from cases.models.petition import Petition
from cases.models.unit import Unit
from cases.notes.addressees import Addressee, addressees
from cases.notes.note_forms import TO
from cases.office import Office
from cases.policy.permission_map import allows, require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.policy.visible_cases import visible_cases, visible_petitions
from cases.policy.visible_notes import directions_for
from cases.queries.due_state import USUAL_REMINDER_DAYS, DueState, closed_state, due_state
from cases.queries.found_subject import find_subject
from cases.queries.subject_columns import CODE
from cases.queries.subjects import about
from cases.secrecy import is_secret

_BEHALF = aliased(Account)

SHOWN = 6
"""How many directions the task list and the leaders' page show."""


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note or direction; ``text`` is empty once it was erased.

    Attributes:
        on_behalf_of: Who had delegated the giving of directions (TUQ.).
    """

    id: int
    kind: str
    text: str
    by: str
    on_behalf_of: str | None
    at: datetime
    to: str
    due: DueState | None
    done_at: datetime | None
    done_by: str
    can_answer: bool
    answers: tuple["NoteView", ...] = ()


@dataclass(frozen=True, slots=True)
class CaseNotes:
    """What stands on a case, newest first, and what the person may add."""

    notes: tuple[NoteView, ...]
    may_write: bool
    may_direct: bool


@dataclass(frozen=True, slots=True)
class DirectionRow:
    """A direction that waits for the person."""

    id: int
    code: str
    text: str
    by: str
    on_behalf_of: str | None
    at: datetime
    due: DueState | None


@dataclass(frozen=True, slots=True)
class MyDirections:
    """The directions that wait for the person; ``rows`` are cut, ``total`` is not."""

    rows: tuple[DirectionRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class DirectionPage:
    """What writing a note or direction needs to show."""

    code: str
    title: str
    people: tuple[Addressee, ...]
    direction: NoteView | None = None
    is_secret: bool = False

    @property
    def choices(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """Whom a direction may go to, by field."""
        return {TO: tuple((one.value, one.label) for one in self.people)}


def case_notes(tx: Transaction, office: Office, actor: Actor, *, code: str) -> CaseNotes:
    """Return the notes of a case with its petitions, or of a petition.

    Raises:
        NotFoundError: No such case or petition, or none that the person may know of.
    """
    found = find_subject(tx, office, actor, code)
    views = _views(tx, office, actor, found.units, about(Note, found.subjects))
    target = Target(found.units, kind=found.row.kind)
    is_open = not is_secret(found.row.secrecy)
    return CaseNotes(
        notes=views,
        may_write=is_open and allows(Permission.NOTE_WRITE, actor, target),
        may_direct=is_open and allows(Permission.DIRECTION_GIVE, actor, target),
    )


def note_page(
    tx: Transaction, office: Office, actor: Actor, *, code: str, permission: Permission
) -> DirectionPage:
    """Return what the page of a new note or direction needs.

    Raises:
        NotFoundError: No such case or petition, or none that the person may know of.
        NotAllowedError: The person may not write it.
        SecretRecordError: Nothing is written about a secret record.
    """
    found = find_subject(tx, office, actor, code)
    require(permission, actor, Target(found.units, kind=found.row.kind))
    if is_secret(found.row.secrecy):
        raise SecretRecordError
    is_direction = permission is Permission.DIRECTION_GIVE
    people = addressees(tx, office, found.units) if is_direction else ()
    return DirectionPage(code, found.title, people)


def answer_page(
    tx: Transaction, office: Office, actor: Actor, *, code: str, note_id: int
) -> DirectionPage | None:
    """Return what the page of an answer needs; ``None`` for what the person cannot answer.

    Raises:
        NotFoundError: No such case or petition, or none that the person may know of.
    """
    found = find_subject(tx, office, actor, code)
    views = _views(tx, office, actor, found.units, about(Note, found.subjects))
    direction = next((one for one in views if one.id == note_id and one.can_answer), None)
    if direction is None:
        return None
    return DirectionPage(code, found.title, (), direction, is_secret(found.row.secrecy))


def my_directions(
    tx: Transaction, office: Office, actor: Actor, *, limit: int = SHOWN
) -> MyDirections:
    """Return the open directions to the person, the most urgent first."""
    code = CODE
    seen = or_(
        and_(Case.id.is_not(None), visible_cases(actor)),
        and_(Petition.id.is_not(None), visible_petitions(actor)),
    )
    rows = tx.execute(
        select(
            Note,
            code,
            Account.full_name,
            _BEHALF.full_name,
            func.count().over().label("total"),
        )
        .join(Account, Account.id == Note.written_by_id)
        .outerjoin(_BEHALF, _BEHALF.id == Note.on_behalf_of_id)
        .outerjoin(Case, and_(Note.subject_kind == "case", Case.id == Note.subject_id))
        .outerjoin(Petition, and_(Note.subject_kind == "petition", Petition.id == Note.subject_id))
        .where(directions_for(actor), seen)
        .order_by(Note.due_on.is_(None), Note.due_on, Note.id)
        .limit(limit)
    ).all()
    found = tuple(
        DirectionRow(note.id, code, note.text, by, behalf, note.written_at, _due(tx, office, note))
        for note, code, by, behalf, _ in rows
    )
    return MyDirections(found, rows[0].total if rows else 0)


def _views(
    tx: Transaction,
    office: Office,
    actor: Actor,
    units: frozenset[int],
    wanted: Any,  # noqa: ANN401
) -> tuple[NoteView, ...]:
    to, done = aliased(Account), aliased(Account)
    rows = tx.execute(
        select(Note, Account.full_name, _BEHALF.full_name, to.full_name, done.full_name, Unit.kind)
        .join(Account, Account.id == Note.written_by_id)
        .outerjoin(_BEHALF, _BEHALF.id == Note.on_behalf_of_id)
        .outerjoin(to, to.id == Note.for_account_id)
        .outerjoin(done, done.id == Note.done_by_id)
        .outerjoin(Unit, Unit.id == Note.for_unit_id)
        .where(wanted, Note.kind.in_(("note", "direction")))
        .order_by(Note.id)
    ).all()
    answers: dict[int, list[NoteView]] = defaultdict(list)
    views: list[NoteView] = []
    for note, by, behalf, to_name, done_by, unit_kind in rows:
        to_role = office.role_title(note.for_role, unit_kind) if note.for_role else ""
        target = Target(units, note.for_role, note.for_unit_id, note.for_account_id)
        is_open = note.kind == "direction" and note.done_at is None
        view = NoteView(
            id=note.id,
            kind=note.kind,
            text=note.text,
            by=by,
            on_behalf_of=behalf,
            at=note.written_at,
            to=to_name or to_role,
            due=_due(tx, office, note),
            done_at=note.done_at,
            done_by=done_by or "",
            can_answer=is_open and allows(Permission.DIRECTION_ANSWER, actor, target),
        )
        (answers[note.answers_id] if note.answers_id else views).append(view)
    return tuple(replace(one, answers=tuple(answers[one.id])) for one in reversed(views))


def _due(tx: Transaction, office: Office, note: Note) -> DueState | None:
    if note.due_on is None:
        return None
    if note.done_at is not None:
        done_on = note.done_at.date()
        return closed_state(note.due_on, done_on, is_late=done_on > note.due_on)
    return due_state(
        note.due_on, office.today(), office.calendar(tx), soon_days=USUAL_REMINDER_DAYS
    )
