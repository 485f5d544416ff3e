"""A record becomes secret: of what was written about it not a byte is left anywhere.

Khoản 6 Điều 5 Quy chế 2003/QĐ-UBND. A mark at every door before, and nowhere afterwards.
"""

import tarfile
from pathlib import Path

import pytest
from sqlalchemy import insert, text

from cases.actions.add_note import add_note
from cases.actions.save_draft import save_draft
from cases.backup import backup
from cases.file_store import EXPORTS
from cases.models.export import Export
from cases.models.outbox import OutboxMessage
from cases.notes.note_forms import note_form
from cases.queries.search import SearchFilter, search
from cases.restore import restore
from cases.sealed.column import ForRow
from forms.fields import Kind
from forms.limits import Limits
from forms.posted import RawValues
from forms.status_only import is_status
from forms.submission import read
from tests.cases.matter import MAIN_PATH, Complaint, version_of
from tests.cases.papers import Paper, Papers, pdf
from tests.cases.secrecy_desk import Desk

MARK = "CANARY7F3A"
WORDS = {Kind.TEXT, Kind.LINES}


def marked(form):
    """The mark in every field of a form that is not status, but for numbers of people."""
    fields = [one for one in form.fields if one.kind in WORDS and not is_status(one)]
    typed = {one.key: f"{MARK} noi" for one in fields if one.format is None}
    for one in form.fields:
        for column in one.columns:
            if column.kind in WORDS:
                typed[f"{one.key}-0-{column.key}"] = MARK
    return typed


@pytest.fixture
def told(office, people):
    """A complaint that is nearly settled, with the mark at every door; and an open list of it."""
    triage = version_of(office, "triage", office.today())
    settlement = version_of(office, "complaint_first", office.today())
    scan = Papers({"attachments": Paper(f"{MARK}.pdf", pdf(MARK))})
    matter = Complaint.register(office, people, files=scan, **marked(triage.forms["register"]))
    for step in MAIN_PATH[: MAIN_PATH.index("send_decision")]:
        if step in matter.open:
            version = settlement if matter.registered.case_id else triage
            code = version.procedure.steps[step].form
            form = version.forms[code]
            files = Papers(
                {
                    one.key: Paper(f"{MARK}.pdf", pdf(f"{MARK} {step}"))
                    for one in form.fields
                    if one.kind is Kind.FILE
                }
            )
            matter.do(step, files=files, **marked(form))
    _write_beside(office, people, matter)
    return matter


def _write_beside(office, people, matter):
    """A note, a draft, a mail and a finished list."""
    note = read(note_form(), RawValues({"text": [MARK]}), None, Limits(office.today()))
    item, now = matter.items[0], office.clock.now()
    mail = {
        "key": "x1",
        "kind": "mail",
        "account_id": people["head"].account_id,
        "subject": f"{MARK} noi",
        "text": f"{MARK} noi",
        "created_at": now,
        "next_try_at": now,
    }
    head, token = people["head"].account_id, "0" * 32
    listed = {
        "account_id": head,
        "list_code": "found",
        "asked": ForRow("{}", (head, token)),
        "title": "Tra cứu",
        "unit_name": "UBND",
        "file_name": "tra-cuu.xlsx",
        "token": token,
        "state": "done",
        "requested_at": now,
        "total_count": 1,
    }
    folder = office.settings.var / EXPORTS
    folder.mkdir(exist_ok=True)
    (folder / f"{token}.xlsx").write_text(MARK)
    with office.database.writing() as tx:
        add_note(tx, office, people["head"], code=matter.registered.code, submission=note)
        place = f"step:{matter.run_id}:{item.task_id}"
        save_draft(tx, office, people["head"], place=place, values={"reason": [MARK]})
        tx.execute(insert(OutboxMessage), [mail])
        tx.execute(insert(Export), [listed])


@pytest.fixture
def desk(office, told):
    return Desk(office, told)


@pytest.fixture
def raise_it(desk, people):
    def raise_it(level="toi_mat"):
        desk.propose(people["section_head"], level=level)
        return desk.confirm(people["head"])

    return raise_it


def marks_in(*folders):
    """The files in which the mark stands, in whatever case."""
    return [
        path
        for folder in folders
        for path in Path(folder).rglob("*")
        if path.is_file() and MARK.lower().encode() in path.read_bytes().lower()
    ]


def places(office):
    """Where the mark stands: table by table, and file by file."""
    with office.database.reading() as tx:
        tables = tx.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
        rows = [
            table
            for table in tables
            if MARK.lower() in str(tx.execute(text(f'SELECT * FROM "{table}"')).all()).lower()  # noqa: S608
        ]
    database = Path(office.database.url.database)
    files = marks_in(office.settings.var)
    files += [
        path
        for path in database.parent.glob(f"{database.name}*")
        if MARK.lower().encode() in path.read_bytes().lower()
    ]
    return rows, files


class TestMark:
    def test_stands_everywhere_before(self, office, told):
        rows, files = places(office)
        assert {"petition_text", "party", "answer", "note", "document", "case"} <= set(rows)
        assert any("files" in path.parts for path in files)
        assert any(EXPORTS in path.parts for path in files)

    @pytest.mark.parametrize("level", ["mat", "toi_mat", "tuyet_mat"])
    def test_stands_nowhere_afterwards(self, office, people, raise_it, level, capfd):
        raise_it(level)
        assert places(office) == ([], [])
        with office.database.reading() as tx:
            found = search(tx, office, people["inspectorate"], filters=SearchFilter(text=MARK))
        assert found.rows == ()
        assert MARK not in "".join(capfd.readouterr())

    def test_is_in_no_backup_made_after(self, office, raise_it, tmp_path):
        raise_it()
        made = backup(office, tmp_path / "after.tar.gz").path
        with tarfile.open(made) as archive:
            archive.extractall(tmp_path / "open", filter="data")
        assert marks_in(tmp_path / "open") == []

    def test_does_not_come_back_with_an_older_backup(self, office, told, raise_it, tmp_path):
        older = backup(office, tmp_path / "older.tar.gz").path
        raise_it()
        assert restore(office, older, force=True).erased_again == 1
        assert places(office) == ([], [])
        assert told.case.secrecy == "toi_mat"
        assert told.petition.secrecy == "toi_mat"
