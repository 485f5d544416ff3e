"""What publishing makes of a bundle, and which bundles it refuses."""

import hashlib
from datetime import date
from functools import partial
from threading import Thread

import pytest
from sqlalchemy import delete, func, select

from cases.actions.publish_version import publish_version
from cases.errors import PublishingRefusedError
from cases.installation import init
from cases.models.calendar_year import CalendarYear
from cases.models.journal_entry import JournalEntry
from cases.models.procedure_file import ProcedureFile
from cases.models.procedure_version import ProcedureVersion
from cases.office import open_office, read_files
from cases.publishing.digest import digest_of
from cases.versions import version_on
from tests.cases.at_once import at_once
from tests.cases.fixtures import on_both_databases
from tests.cases.publishing.changes import changed

PROCESS = "process.bpmn"
VERSION = "version.toml"


def count_versions(office, code="complaint_first"):
    with office.database.reading() as tx:
        return tx.scalar(select(func.count()).where(ProcedureVersion.code == code))


class TestPublishing:
    def test_the_same_bytes_again_makes_no_second_version(self, office, publish, bundle):
        again = publish(bundle)
        assert not again.is_new
        assert count_versions(office) == 2

    def test_returns_the_version_that_was_there(self, office, publish, bundle):
        with office.database.reading() as tx:
            there = version_on(tx, "complaint_first", date(2026, 7, 1)).id
        assert publish(bundle).id == there

    def test_a_single_changed_byte_makes_a_new_version(self, office, publish, bundle):
        new = publish(changed(bundle, VERSION, "Vùng sâu, vùng xa", "Vùng xa, vùng sâu"))
        assert (new.is_new, new.number) == (True, 3)

    def test_a_new_version_of_the_same_day_governs_from_then_on(self, office, publish, bundle):
        new = publish(changed(bundle, VERSION, "Vùng sâu, vùng xa", "Vùng xa, vùng sâu"))
        with office.database.reading() as tx:
            assert version_on(tx, "complaint_first", date(2026, 8, 1)).id == new.id

    def test_leaves_running_cases_with_their_version(
        self, office, publish, bundle, opened_complaint
    ):
        before = opened_complaint.version.id
        publish(changed(bundle, VERSION, "Vùng sâu, vùng xa", "Vùng xa, vùng sâu"))
        opened_complaint.do("accept")
        assert opened_complaint.version.id == before

    def test_keeps_every_file_byte_for_byte(self, office, publish, bundle):
        new = publish(changed(bundle, VERSION, "Vùng sâu, vùng xa", "Vùng xa, vùng sâu"))
        with office.database.reading() as tx:
            kept = read_files(tx, new.id)
        assert kept.keys() == bundle.keys()
        assert kept[PROCESS] == bundle[PROCESS]

    def test_knows_a_bundle_by_the_names_and_the_contents_of_its_files(self, bundle):
        renamed = {("x" if name == PROCESS else name): text for name, text in bundle.items()}
        shifted = {"a": b"bc", "d": b""}, {"a": b"b", "cd": b""}
        assert digest_of(bundle) != digest_of(renamed)
        assert digest_of(shifted[0]) != digest_of(shifted[1])
        assert digest_of(bundle) == digest_of(dict(reversed(bundle.items())))
        assert len(digest_of(bundle)) == len(hashlib.sha256().hexdigest())

    def test_notes_who_published_what_and_on_which_law_it_rests(self, office, people, bundle):
        files = changed(bundle, VERSION, "Vùng sâu, vùng xa", "Vùng xa, vùng sâu")
        editor = people["rule_editor"]
        with office.database.writing() as tx:
            new = publish_version(tx, office, editor, code="complaint_first", files=files)
        with office.database.reading() as tx:
            row = tx.get_one(ProcedureVersion, new.id)
            entry = tx.scalars(select(JournalEntry).order_by(JournalEntry.id.desc())).first()
        assert (row.published_by_id, row.published_at) == (editor.account_id, office.clock.now())
        assert row.legal_basis.startswith("Luật Khiếu nại")
        assert (row.effective_from, row.sha256) == (date(2026, 7, 1), digest_of(files))
        assert (entry.action, entry.subject_id) == ("publish_version", new.id)

    def test_tells_every_process_that_the_rules_have_changed(self, office, publish, terms):
        other = open_office(office.settings, office.clock)
        with other.database.reading() as tx:
            before = other.rules(tx).terms_version_id
        new = publish(changed(terms, "system.dmn", "Quy chế", "Bản Quy chế"), code="deadlines")
        with other.database.reading() as tx:
            after = other.rules(tx).terms_version_id
        other.database.close()
        assert (before, after) == (1, new.id)


@on_both_databases
class TestTwoAtOnce:
    """Two processes share nothing but the database: each has an office of its own."""

    def test_make_one_version_of_the_same_bytes(self, office, bundle):
        files = changed(bundle, VERSION, "Vùng sâu, vùng xa", "Vùng xa, vùng sâu")
        outcomes = self.publish_in_two_processes(office, files, files)
        assert [one.number for one in outcomes] == [3, 3], outcomes
        assert sorted(one.is_new for one in outcomes) == [False, True]
        assert count_versions(office) == 3

    def test_make_two_versions_of_different_bytes(self, office, bundle):
        outcomes = self.publish_in_two_processes(
            office,
            changed(bundle, VERSION, "Vùng sâu, vùng xa", "Vùng xa, vùng sâu"),
            changed(bundle, VERSION, "Vùng sâu, vùng xa", "Vùng xa và vùng sâu"),
        )
        assert sorted(one.number for one in outcomes) == [3, 4], outcomes

    def publish_in_two_processes(self, office, *bundles):
        offices = [open_office(office.settings, office.clock) for _ in bundles]

        def publish(one, files):
            with one.database.writing() as tx:
                return publish_version(tx, one, None, code="complaint_first", files=files)

        outcomes = at_once(map(partial, [publish] * 2, offices, bundles))
        for one in offices:
            one.database.close()
        return outcomes


@on_both_databases
def test_a_calendar_loaded_meanwhile_waits_for_the_publishing(office, terms):
    """Else its later revision is seen first, and the published rules would never be noticed."""
    of_2030 = CalendarYear.year == 2030
    with office.database.writing() as tx:
        tx.execute(delete(CalendarYear).where(of_2030))
    other = open_office(office.settings, office.clock)
    loading = Thread(target=init, args=[other])
    files = changed(terms, "system.dmn", "Quy chế", "Bản Quy chế")
    with office.database.writing() as tx:
        publish_version(tx, office, None, code="deadlines", files=files)
        loading.start()
        loading.join(timeout=1)
        with office.database.reading() as reader:
            seen = reader.scalar(select(func.count()).where(of_2030))
    loading.join()
    other.database.close()
    with office.database.reading() as reader:
        loaded = reader.scalar(select(func.count()).where(of_2030))
    assert (seen, loaded) == (0, 1)


REFUSED = {
    "a-document-type-declaration": (
        PROCESS,
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE x [<!ENTITY a "b">]>',
        PROCESS,
    ),
    "python-in-a-condition": (
        PROCESS,
        'approval == "approve"',
        '__import__("os").system("true")',
        "flow_is_plan_approved_verify",
    ),
    "python-in-a-timer": (
        PROCESS,
        'deadline("kn1_accept", before=3)',
        'deadline.__class__("kn1_accept")',
        "acceptance_due_soon",
    ),
    "an-undeclared-fact": (PROCESS, 'approval == "approve"', 'mood == "good"', "mood"),
    "a-code-that-the-fact-does-not-have": (
        PROCESS,
        'approval == "approve"',
        'approval == "perhaps"',
        "flow_is_plan_approved_verify",
    ),
    "an-unknown-role": (
        PROCESS,
        'donthu:role="head" donthu:form="accept"',
        'donthu:role="wizard" donthu:form="accept"',
        "accept",
    ),
    "an-unknown-unit-relation": (
        PROCESS,
        'donthu:role="head" donthu:form="accept"',
        'donthu:role="head" donthu:unit="moon" donthu:form="accept"',
        "accept",
    ),
    "an-unknown-form": (PROCESS, 'donthu:form="decide"', 'donthu:form="dream"', "decide"),
    "an-unknown-term-at-a-step": (
        PROCESS,
        'donthu:form="decide" donthu:term="kn1_resolve"',
        'donthu:form="decide" donthu:term="kn1_dream"',
        "decide",
    ),
    "an-unknown-term-at-a-timer": (
        PROCESS,
        'deadline("kn1_send")',
        'deadline("kn1_dream")',
        "sending_overdue",
    ),
    "an-unknown-term-in-the-declaration": (VERSION, '"kn1_send"', '"kn1_dream"', "kn1_dream"),
    "an-unknown-effect": (
        PROCESS,
        'id="notify_sending_overdue" name="Báo quá hạn" donthu:effect="notify"',
        'id="notify_sending_overdue" name="Báo quá hạn" donthu:effect="explode"',
        "notify_sending_overdue",
    ),
    "an-unknown-document": (
        PROCESS,
        'donthu:document="decision_first"',
        'donthu:document="papyrus"',
        "decide",
    ),
    "an-unknown-separation": (
        PROCESS,
        'donthu:notActorOf="verify_report"',
        'donthu:notActorOf="nobody"',
        "decide",
    ),
    "an-unknown-event-in-a-form": (
        "forms/decide.form",
        '"event": "decision_issued"',
        '"event": "decision_dreamt"',
        "signed_on",
    ),
    "an-unknown-record-in-a-form": (
        "forms/decide.form",
        '"record": "decision.number"',
        '"record": "decision.mood"',
        "number",
    ),
    "a-gateway-without-default": (
        PROCESS,
        'default="flow_has_decision_send_decision"',
        "",
        "has_decision",
    ),
    "an-endless-automatic-loop": (
        PROCESS,
        'sourceRef="has_decision" targetRef="send_decision"',
        'sourceRef="has_decision" targetRef="has_decision"',
        "has_decision",
    ),
    "a-message-that-nobody-may-send": (
        VERSION,
        'role = "registrar"',
        'role = "wizard"',
        "withdrawn",
    ),
    "an-element-that-is-not-drawn": (
        PROCESS,
        'bpmnElement="send_decision"',
        'bpmnElement="nothing"',
        "send_decision",
    ),
}


@pytest.mark.parametrize(("name", "old", "new", "element"), REFUSED.values(), ids=list(REFUSED))
class TestRefusal:
    def test_names_the_element_and_says_what_to_do(
        self, office, publish, bundle, name, old, new, element
    ):
        with pytest.raises(PublishingRefusedError) as refusal:
            publish(changed(bundle, name, old, new))
        findings = [line for line in refusal.value.findings if element in line]
        assert findings, refusal.value.findings
        assert all(len(line.split(": ", 1)[1]) > 20 for line in findings)

    def test_writes_nothing(self, office, publish, bundle, name, old, new, element):
        with office.database.reading() as tx:
            before = tx.scalar(select(func.count()).select_from(ProcedureFile))
        with pytest.raises(PublishingRefusedError):
            publish(changed(bundle, name, old, new))
        with office.database.reading() as tx:
            assert tx.scalar(select(func.count()).select_from(ProcedureFile)) == before


class TestCode:
    def test_must_be_the_one_that_the_bundle_declares(self, office, publish, bundle):
        with pytest.raises(PublishingRefusedError) as refusal:
            publish(bundle, code="complaint_second")
        assert "complaint_first" in " ".join(refusal.value.findings)


class TestTermTables:
    def test_that_drop_a_term_in_use_are_refused(self, office, publish, terms, opened_complaint):
        with pytest.raises(PublishingRefusedError) as refusal:
            publish(changed(terms, "complaint.dmn", "kn1_send", "kn1_sent"), code="deadlines")
        (finding,) = refusal.value.findings
        assert "kn1_send" in finding
        assert "complaint_first" in finding

    def test_that_drop_a_term_nobody_uses_any_more_are_published(self, office, publish, terms):
        new = publish(changed(terms, "complaint.dmn", "kn1_send", "kn1_sent"), code="deadlines")
        assert new.is_new

    def test_that_drop_a_row_of_an_open_deadline_are_refused(
        self, office, publish, terms, accepted_complaint
    ):
        """A row is closed by a date, never taken out: the deadline may be computed again."""
        without = changed(terms, "complaint.dmn", "kn1_resolve_normal", "kn1_resolve_usual")
        with pytest.raises(PublishingRefusedError) as refusal:
            publish(without, code="deadlines")
        assert "kn1_resolve_normal" in " ".join(refusal.value.findings)

    def test_that_name_an_unknown_event_are_refused(self, office, publish, terms):
        with pytest.raises(PublishingRefusedError) as refusal:
            publish(
                changed(terms, "complaint.dmn", '"decision_issued"', '"decision_dreamt"'),
                code="deadlines",
            )
        assert "decision_dreamt" in " ".join(refusal.value.findings)

    def test_with_a_cell_that_would_be_misread_are_refused(self, office, publish, terms):
        with pytest.raises(PublishingRefusedError):
            publish(changed(terms, "complaint.dmn", '"working"', '"workdays"'), code="deadlines")

    def test_serve_running_cases_from_the_next_event_on(self, office, publish, terms, complaint):
        """The row is chosen by the date of the starting event, from the newest tables."""
        before = complaint.deadline("kn1_accept").due_on
        publish(changed(terms, "system.dmn", "Quy chế", "Bản Quy chế"), code="deadlines")
        complaint.go_to("assign_verification")
        assert complaint.deadlines("kn1_accept")[0].due_on == before
        with office.database.reading() as tx:
            newest = office.rules(tx).terms_version_id
        assert complaint.deadline("kn1_resolve").table_version_id == newest
