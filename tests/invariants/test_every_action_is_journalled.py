"""Every act leaves an entry that says who did what to which record, and no entry names a person.

Khoản 2 Điều 4 and điểm c khoản 2 Điều 10 Quy chế 2003/QĐ-UBND. Actions are found, not listed: a new
one without an entry fails here.
"""

import ast
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from cases.actions.add_note import add_note
from cases.actions.change_password import change_password
from cases.actions.claim_item import claim_item
from cases.actions.create_account import create_account
from cases.actions.create_unit import create_unit
from cases.actions.release_item import release_item
from cases.actions.see_item import see_item
from cases.actions.set_reminder_days import set_reminder_days
from cases.actions.sign_out import sign_out
from cases.models.journal_entry import JournalEntry
from cases.notes.note_forms import note_form
from cases.sessions import open_session
from forms.limits import Limits
from forms.posted import RawValues
from forms.submission import read

ROOT = Path(__file__).parents[2]
ACTIONS = sorted(
    path.stem for path in (ROOT / "cases/actions").glob("*.py") if path.stem != "__init__"
)
MARK = "CANARY7F3A"

WRITERS = {"write", "write_all", "note_view"}
"""Functions of ``cases.journal``; nothing else has these names."""

NO_ACTS = {
    "save_draft": "what is typed is nobody's record until it is sent",
    "drop_draft": "the same",
    "change_calendar_days": "a draft of a change; confirming it is the act",
    "change_calendar_less": "the same",
    "change_calendar_preview": "the same",
    "change_calendar_year": "the same",
    "hide_digest": "how the person's own page looks",
    "set_shortcuts": "the same",
    "touch_session": "that somebody is still there",
}


def calls_of_the_journal(module):
    """Count where a module of ``cases`` writes to the journal."""
    path = ROOT / f"{module.replace('.', '/')}.py"
    if not path.is_file():
        return 0
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = (ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call))
    return sum(name.removeprefix("journal.") in WRITERS for name in names)


def imported(module):
    path = ROOT / f"{module.replace('.', '/')}.py"
    tree = ast.parse(path.read_text(encoding="utf-8")) if path.is_file() else ast.Module([], [])
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("cases."):
            yield node.module


def nearest_writers(module):
    """Return the places that write to the journal: of the module itself, else of what it calls."""
    if own := calls_of_the_journal(module):
        return {module: own}
    level = set(imported(module))
    for _ in range(2):
        found = {name: calls for name in level if (calls := calls_of_the_journal(name))}
        if found:
            return found
        level = {deeper for name in level for deeper in imported(name)}
    return {}


class TestEveryAction:
    @pytest.mark.parametrize("action", [name for name in ACTIONS if name not in NO_ACTS])
    def test_writes_to_the_journal(self, action):
        assert nearest_writers(f"cases.actions.{action}"), action

    @pytest.mark.parametrize("action", sorted(NO_ACTS))
    def test_that_writes_nothing_says_why(self, action):
        assert action in ACTIONS
        assert not calls_of_the_journal(f"cases.actions.{action}")


@pytest.fixture
def entries(office):
    """Collect the entries that a block of acts leaves: ``with entries() as written:``."""

    @contextmanager
    def collect() -> Iterator[list[JournalEntry]]:
        written: list[JournalEntry] = []
        before = _newest(office)
        yield written
        with office.database.reading() as tx:
            newer = select(JournalEntry).where(JournalEntry.id > before).order_by(JournalEntry.id)
            written += tx.scalars(newer)

    return collect


def _newest(office):
    with office.database.reading() as tx:
        newest = select(JournalEntry.id).order_by(JournalEntry.id.desc()).limit(1)
        return tx.scalar(newest) or 0


class TestAnAct:
    """Exactly one entry per record that it is about, with who and whence."""

    @pytest.fixture
    def act(self, office, entries):
        def act(action, *given, **named):
            with entries() as written, office.database.writing() as tx:
                action(tx, office, *given, **named)
            (entry,) = written
            assert entry.action == action.__name__
            assert MARK not in entry.detail
            return entry

        return act

    def test_on_a_step(self, act, office, people, complaint):
        item = complaint.items[0]
        person = people[item.role]
        for action in (see_item, claim_item, release_item):
            entry = act(action, person, item_id=item.id)
            assert entry.account_id == person.account_id
            assert entry.subject_id == complaint.run_id

    def test_on_a_note_does_not_repeat_it(self, act, office, people, complaint):
        code, typed = complaint.registered.code, RawValues({"text": [MARK]})
        note = read(note_form(), typed, None, Limits(office.today()))
        entry = act(add_note, people["registrar"], code=code, submission=note)
        assert (entry.subject_kind, entry.subject_id) == complaint.subject

    def test_on_accounts_and_units_tells_what_is_no_name(self, act, office, people):
        entry = act(create_unit, people["administrator"], code="moi", name=MARK, kind="ward")
        assert entry.subject_kind == "unit"
        entry = act(
            create_account,
            people["administrator"],
            email=f"{MARK}@{office.settings.email_domain}",
            full_name=f"{MARK} {MARK}",
            unit_code="moi",
            roles=("registrar",),
            request_document="12/CV-UBND",
        )
        fields = {one["field"]: one for one in json.loads(entry.detail)["fields"]}
        hidden = {"before": "đã đổi", "after": "đã đổi"}
        assert fields["full_name"] == {"field": "full_name", **hidden}
        assert fields["email"] == {"field": "email", **hidden}
        assert fields["request_document"]["after"] == "12/CV-UBND"

    def test_on_a_setting_tells_before_and_after(self, act, people):
        head = people["head"]
        unit_id = head.assignments[0].unit_id
        entry = act(set_reminder_days, head, unit_id=unit_id, days=5)
        detail = json.loads(entry.detail)
        assert (detail["before"], detail["after"]) == (3, 5)

    def test_on_ones_password_tells_that_it_changed(self, office, entries, people):
        with entries() as written:
            change_password(office, people["head"], current="", new=f"{MARK}-{uuid4().hex}")
        (entry,) = written
        assert json.loads(entry.detail) == {"password": "đã đổi"}

    def test_of_signing_in_and_out_tells_from_where(self, office, entries, people):
        account_id = people["head"].account_id
        with entries() as written, office.database.writing() as tx:
            signed = open_session(
                tx, office, account_id=account_id, address="10.1.2.3", agent=MARK, way="password"
            )
            sign_out(tx, office, token=signed.token)
        assert [entry.action for entry in written] == ["sign_in", "sign_out"]
        assert written[0].address == "10.1.2.3"

    def test_on_a_petition_is_one_entry_each(self, entries, complaint):
        """Opening a case is about another record than the step that opens it."""
        for _ in ("proposed", "approved"):
            with entries() as written:
                complaint.do(complaint.open[0])
            subjects = [(entry.subject_kind, entry.subject_id) for entry in written]
            assert len(subjects) == len(set(subjects))
            assert {entry.action for entry in written} <= {"complete_step", "open_case"}
            assert all(entry.office_at - entry.written_at < timedelta(1) for entry in written)
