"""History, journal, events, facts and the state of runs hold ids, codes and dates only.

What people write goes to tables that can be erased (khoản 7 Điều 5 Quy chế 2003/QĐ-UBND). A mark is
typed into every field that takes words, in every form, and looked for.
"""

import json
from datetime import date

import pytest
from sqlalchemy import select

from cases.actions.save_draft import save_draft
from cases.database import METADATA
from cases.errors import CasesError
from forms.fields import Kind
from tests.cases.answers import COMPLEX, REFUSAL, REMOTE, SENT_BACK, VERIFY_MORE
from tests.cases.fixtures import on_both_databases
from tests.cases.matter import MAIN_PATH, TRIAGE, Complaint, fill, register, version_of
from tests.cases.papers import Paper, Papers, pdf

MARK = "CANARY7F3A"

NAMES_NOBODY = {
    "amendment",
    "case_step",
    "deadline",
    "event",
    "fact",
    "journal_entry",
    "notice",
    "run",
    "work_item",
}
MAY_NAME_PEOPLE = {
    "answer",
    "case",
    "decision",
    "document",
    "draft",
    "file",
    "note",
    "party",
    "petition",
    "petition_text",
}
BESIDE_IT = {
    "plan_verification": {},
    "approve_plan": {},
    "hold_working_session": {},
    "consult": {},
    "watch_legal_force": {"force_result": "lawsuit"},
}
"""Steps that the main path leaves out, in their order, and what is answered there."""
BY_THE_HEAD = ("decide_at_once", "verify_personally")
"""What the head does alone."""
AWAY = {
    "assign_verification": {"team_set_up": "yes"},
    "verify": {"evidence_differs": "yes"},
    "decide": {"decision_step": "consult"},
}
"""Answers that lead to them."""
BOTH_VERSIONS = pytest.mark.parametrize(
    "received_on", [date(2026, 6, 30), date(2026, 7, 1)], ids=["2012-07-01", "2026-07-01"]
)


def marked(form, **chosen):
    """Type the mark into every field of words that the form has."""
    words = {
        field.key: MARK
        for field in form.fields
        if field.kind in {Kind.TEXT, Kind.LINES} and field.format is None
    }
    return words | {key: value for key, value in chosen.items() if key not in words}


def papers(form):
    """Choose a file, named by the mark, wherever the form takes one."""
    files = [field.key for field in form.fields if field.kind is Kind.FILE]
    return Papers({key: Paper(f"{MARK}.pdf", pdf(MARK)) for key in files})


def tables_with_the_mark(office):
    """Return the tables in which some value holds the mark."""
    found = set()
    with office.database.reading() as tx:
        for table in METADATA.sorted_tables:
            for row in tx.execute(select(table)):
                if any(MARK.encode() in _bytes(value) for value in row):
                    found.add(table.name)
    return found


def _bytes(value):
    return value if isinstance(value, bytes) else str(value).encode()


@pytest.fixture
def walk(office, people, received_on):
    """Walk a complaint to the end, or to a step, with the mark in every field of words."""

    def walk(until=None, **choices):
        intake = version_of(office, "triage", received_on).forms["register"]
        matter = Complaint.register(
            office,
            people,
            received_on=received_on,
            files=papers(intake),
            **marked(intake, source="forwarded"),
        )
        for step in MAIN_PATH:
            if step == until or step not in matter.open:
                break
            form = matter.version.forms[step]
            matter.do(step, files=papers(form), **marked(form, **choices.get(step, {})))
        return matter

    return walk


@BOTH_VERSIONS
class TestMark:
    def test_typed_at_every_step_stays_in_tables_that_may_name_people(self, office, walk):
        walk(accept=dict(COMPLEX | REMOTE))
        found = tables_with_the_mark(office)
        assert {"party", "petition_text", "answer", "case", "document", "file"} <= found
        assert found <= MAY_NAME_PEOPLE
        assert not found & NAMES_NOBODY

    def test_typed_where_the_case_is_refused_stays_there_too(self, office, walk):
        matter = walk(accept=dict(REFUSAL))
        assert matter.run.status == "completed"
        assert tables_with_the_mark(office) <= MAY_NAME_PEOPLE

    def test_typed_where_the_case_is_sent_back_stays_there_too(self, office, walk):
        matter = walk(approve_proposal=dict(SENT_BACK))
        assert matter.open == ["propose_handling"]
        assert tables_with_the_mark(office) <= MAY_NAME_PEOPLE

    def test_typed_where_more_must_be_verified_stays_there_too(self, office, walk):
        matter = walk(decide=dict(VERIFY_MORE))
        assert matter.open == ["verify"]
        assert tables_with_the_mark(office) <= MAY_NAME_PEOPLE

    @pytest.mark.parametrize("step", ["propose_handling", "verify_report"])
    def test_typed_at_a_withdrawal_stays_there_too(self, office, walk, step):
        matter = walk(until=step)
        forms = matter.version.forms
        matter.receive(files=papers(forms["withdraw"]), **marked(forms["withdraw"]))
        while matter.open:
            (next_step,) = matter.open
            form = forms[next_step]
            matter.do(next_step, files=papers(form), **marked(form))
        assert tables_with_the_mark(office) <= MAY_NAME_PEOPLE

    def test_typed_beside_the_main_path_stays_there_too(self, office, walk):
        matter = walk(until="assign_verification")
        for step, choices in BESIDE_IT.items():
            matter.go_to(step, **AWAY | ({"decide": {}} if step == "watch_legal_force" else {}))
            form = matter.version.forms[step]
            matter.do(step, files=papers(form), **marked(form, **choices))
        assert tables_with_the_mark(office) <= MAY_NAME_PEOPLE

    def test_typed_at_a_decision_at_once_stays_there_too(self, office, walk):
        matter = walk(until="recheck")
        matter.do("recheck", complaint_right="yes")
        form = matter.version.forms["decide_at_once"]
        matter.do("decide_at_once", files=papers(form), **marked(form))
        assert tables_with_the_mark(office) <= MAY_NAME_PEOPLE

    def test_typed_where_the_head_verifies_stays_there_too(self, office, walk):
        matter = walk(until="recheck")
        matter.do("recheck", head_verifies="yes")
        form = matter.version.forms["verify_personally"]
        matter.do("verify_personally", files=papers(form), **marked(form, evidence_differs="yes"))
        assert tables_with_the_mark(office) <= MAY_NAME_PEOPLE

    def test_typed_where_a_ground_for_termination_is_found_stays_there_too(self, office, walk):
        matter = walk(until="verify_report")
        form = matter.version.forms["find_termination_ground"]
        matter.receive("termination_ground_found", files=papers(form), **marked(form))
        assert tables_with_the_mark(office) <= MAY_NAME_PEOPLE

    def test_in_a_late_case_is_in_no_notice(self, office, walk):
        matter = walk(until="close_case")
        matter.wait_until(date(2026, 12, 31))
        assert matter.notices
        assert tables_with_the_mark(office) <= MAY_NAME_PEOPLE

    def test_in_a_draft_is_in_no_journal(self, office, people, received_on):
        with office.database.writing() as tx:
            save_draft(
                tx, office, people["registrar"], place="intake:x", values={"summary": [MARK]}
            )
        assert tables_with_the_mark(office) == {"draft"}


class TestRefusedAnswers:
    def test_are_not_repeated_by_the_error(self, office, people):
        version = version_of(office, "triage", office.today())
        with pytest.raises(CasesError) as refusal:
            register(office, people, version, author_name=MARK, field=MARK, summary="")
        assert MARK not in f"{refusal.value!r} {refusal.value}"

    def test_leave_no_trace(self, office, people):
        version = version_of(office, "triage", office.today())
        with pytest.raises(CasesError):
            register(office, people, version, author_name=MARK, summary="")
        assert tables_with_the_mark(office) == set()


class TestErasedTables:
    @on_both_databases
    def test_take_every_personal_value_with_them(self, office, people):
        """Erasing them leaves the numbers, dates and codes of the case standing."""
        version = version_of(office, "triage", office.today())
        form = version.forms["register"]
        typed = marked(form, source="direct") | {"title": "Vụ việc mẫu"}
        Complaint.register(office, people, files=papers(form), **typed)
        with office.database.writing() as tx:
            for name in ("party", "petition_text", "answer", "draft"):
                tx.execute(METADATA.tables[name].delete())
            tx.execute(METADATA.tables["document"].update().values(file_id=None))
            tx.execute(METADATA.tables["file"].delete())
        office.database.truncate_log()
        assert tables_with_the_mark(office) == set()
        if office.database.is_sqlite:
            with open(office.database.url.database, "rb") as stored:  # noqa: PTH123
                assert MARK.encode() not in stored.read()


class TestJournal:
    def test_tells_who_did_what_by_codes(self, office, complaint, people):
        complaint.go_to("recheck")
        table = METADATA.tables["journal_entry"]
        with office.database.reading() as tx:
            entry = tx.execute(select(table).order_by(table.c.id.desc())).first()
        assert entry.action == "complete_step"
        assert entry.account_id == people["head"].account_id
        assert (entry.subject_kind, entry.subject_id) == ("case", complaint.registered.case_id)
        assert json.loads(entry.detail) == {
            "run": complaint.run_id,
            "step": "accept",
            "facts": ["acceptance", "complex", "remote"],
            "events": [["accepted", "2026-08-26"]],
        }

    def test_keeps_office_time_and_real_time_side_by_side(self, office, people):
        class MovedClock:
            """An office that tries out tomorrow."""

            def __init__(self, real, shown):
                self.real, self.shown = real, shown

            def now(self):
                return self.shown

            def today(self):
                return self.shown.date()

            def written_at(self):
                return self.real

        real = office.clock.now()
        office.clock = MovedClock(real, real.replace(year=2027))
        version = version_of(office, "triage", office.today())
        register(office, people, version)
        table = METADATA.tables["journal_entry"]
        with office.database.reading() as tx:
            entry = tx.execute(select(table).order_by(table.c.id.desc())).first()
        assert (entry.office_at, entry.written_at) == (real.replace(year=2027), real)

    def test_has_one_entry_for_every_action(self, office, complaint):
        complaint.go_to("assign_verification")
        complaint.receive()
        complaint.wait_until(date(2026, 12, 31))
        table = METADATA.tables["journal_entry"]
        with office.database.reading() as tx:
            actions = list(
                tx.scalars(
                    select(table.c.action)
                    .where(table.c.subject_kind.in_(["petition", "case"]))
                    .order_by(table.c.id)
                )
            )
        assert actions == [
            "register_petition",
            "complete_step",
            "open_case",
            *["complete_step"] * 3,
            "record_message",
        ]


class TestForms:
    def test_are_all_looked_at(self, office):
        """The walk above types into every form that either version has."""
        for day in (date(2026, 6, 30), date(2026, 7, 1)):
            forms = set(version_of(office, "complaint_first", day).forms)
            walked = {*MAIN_PATH, *BESIDE_IT, *BY_THE_HEAD} - {*TRIAGE}
            withdrawn = {"withdraw", "file_withdrawn", "terminate", "send_termination"}
            withdrawn |= {"find_termination_ground"}
            assert forms == walked | withdrawn

    def test_take_the_mark_wherever_they_take_words(self, office, people):
        form = version_of(office, "triage", office.today()).forms["propose_handling"]
        answers = fill(office, form, people, files=papers(form), **marked(form))
        assert answers.errors == ()
        assert answers.values["reason"] == MARK
        assert answers.values["paper"].name == f"{MARK}.pdf"
