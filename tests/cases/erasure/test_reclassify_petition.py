"""Đổi loại đơn: a petition becomes a denunciation, and nobody is named by it any more.

Khoản 7 Điều 5 Quy chế 2003/QĐ-UBND.
"""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from cases.actions.reclassify_petition import reclassify_petition
from cases.actions.record_message import record_message
from cases.database import METADATA
from cases.errors import (
    KindUnchangeableError,
    NotAllowedError,
    PreviewOutdatedError,
    SubmissionRefusedError,
)
from cases.file_store import path_of
from cases.kinds.asked import reclassify_form
from cases.models.document import Document
from cases.models.file import File
from cases.models.journal_entry import JournalEntry
from cases.models.party import Party
from cases.models.petition import Petition
from forms.limits import Limits
from forms.posted import RawValues
from forms.submission import read
from tests.cases.erasure.conftest import AUTHOR, VALUES
from tests.cases.fixtures import on_both_databases
from tests.cases.papers import Paper, Papers, pdf
from tests.cases.statements import sent_to


def tables_naming(office, values=VALUES):
    """Return the tables in which some value stands, as the models read them."""
    found = set()
    with office.database.reading() as tx:
        for table in METADATA.sorted_tables:
            for row in tx.execute(select(table)):
                text = "\n".join(
                    value.decode("latin-1") if isinstance(value, bytes) else str(value)
                    for value in row
                )
                if any(value in text for value in values):
                    found.add(table.name)
    return found


@on_both_databases
class TestReclassifiedPetition:
    def test_names_nobody_in_any_table(self, office, named, turn):
        before = tables_naming(office)
        assert {"party", "petition_text", "file", "note", "draft", "outbox"} <= before
        turn(named)
        assert tables_naming(office) == set()

    def test_is_a_denunciation_that_nothing_of_the_complaint_waits_for(self, office, named, turn):
        turn(named)
        assert named.petition.kind == "denunciation"
        assert named.petition.signatory_count is None
        assert named.run.status == "cancelled"
        assert named.items == []

    def test_keeps_its_history_and_says_why(self, office, named, turn):
        steps = len(named.steps)
        done = turn(named)
        assert len(named.steps) >= steps
        with office.database.reading() as tx:
            newest = tx.scalars(select(JournalEntry).order_by(JournalEntry.id.desc())).first()
        assert newest.action == "reclassify_petition"
        assert done.erasure_id in newest.detail

    def test_leaves_papers_as_empty_rows(self, office, named, turn):
        turn(named)
        with office.database.reading() as tx:
            papers = tx.scalars(select(Document)).all()
        assert {(one.type, one.number, one.file_id) for one in papers} == {("erased", None, None)}

    def test_is_told_anew_without_its_author(self, office, named, turn):
        turn(named, title="Cán bộ nhận tiền", summary="Nhận tiền tại trụ sở")
        table = METADATA.tables["petition_text"]
        with office.database.reading() as tx:
            (row,) = tx.execute(select(table)).all()
        assert (row.title, row.summary, row.request) == (
            "Cán bộ nhận tiền",
            "Nhận tiền tại trụ sở",
            None,
        )


class TestStatements:
    MOST = 90

    def test_are_bounded_whatever_is_erased(self, office, named, turn):
        """In one commit; counted with the preview. Most ends one triage and begins another."""
        with sent_to(office.database) as sent:
            turn(named, finish=False)
        assert len(sent.statements) <= self.MOST
        assert sent.commits == 1


class TestNewWords:
    def test_may_not_name_the_author_that_is_being_erased(self, named, turn):
        with pytest.raises(SubmissionRefusedError) as refused:
            turn(named, summary=f"Theo {AUTHOR['author_name']}")
        assert "đang được xóa" in refused.value.errors[0].message

    def test_may_hold_no_number_of_a_person(self, named, turn):
        with pytest.raises(SubmissionRefusedError):
            turn(named, summary="Gọi 0905 123 456")


class TestBytes:
    def test_of_files_go_when_nobody_else_has_them(self, office, named, turn):
        with office.database.reading() as tx:
            paths = [path_of(office.settings.var, one) for one in tx.scalars(select(File.sha256))]
        assert any(path.exists() for path in paths)
        turn(named)
        assert not any(path.exists() for path in paths)

    def test_stay_when_another_record_has_the_same_file(self, office, people, named, turn):
        with office.database.writing() as tx:
            file = tx.scalars(select(File)).first()
            sha256, file_id = file.sha256, file.id
            tx.add(
                File(
                    sha256=sha256,
                    name="x.pdf",
                    media_type="a",
                    size=1,
                    uploaded_at=office.clock.now(),
                )
            )
        turn(named)
        assert path_of(office.settings.var, sha256).exists()
        with office.database.reading() as tx:
            assert tx.get(File, file_id) is None


class TestRefusal:
    def seen(self, office, named, people, by="head", seen="x"):
        sent = read(reclassify_form(), RawValues({}), None, Limits(office.today()))
        code = named.registered.petition_code
        with office.database.writing() as tx:
            reclassify_petition(tx, office, people[by], code=code, submission=sent, seen=seen)

    def test_of_those_who_do_not_lead_the_unit(self, office, named, people):
        with pytest.raises(NotAllowedError):
            self.seen(office, named, people, by="registrar")

    def test_when_something_else_would_be_erased_than_was_looked_at(self, office, named, people):
        with pytest.raises(PreviewOutdatedError):
            self.seen(office, named, people)

    def test_of_a_second_time(self, named, turn):
        turn(named)
        with pytest.raises(KindUnchangeableError, match="already"):
            turn(named)

    def test_of_a_petition_whose_case_was_accepted(self, accepted_complaint, turn):
        with pytest.raises(KindUnchangeableError, match="accepted"):
            turn(accepted_complaint)


class TestFormsOfTheFormerKind:
    def withdraw(self, petition, files=None):
        posted = {"withdrawn_on": ["26/08/2026"], "withdrawn_by": ["only_complainant"]}
        form = petition.version.forms["withdraw"]
        sent = read(form, RawValues(posted), files, Limits(petition.office.today()))
        with petition.office.database.writing() as tx:
            record_message(
                tx,
                petition.office,
                petition.people["registrar"],
                run_id=petition.run_id,
                message="withdrawn",
                submission=sent,
            )

    def test_bring_no_paper_of_its_author_back(self, office, named, turn):
        turn(named)
        petition = replace(named, run_id=named.runs[-1].run_id)
        scan = Paper("don.pdf", pdf("signed"))
        with pytest.raises(SubmissionRefusedError) as refused:
            self.withdraw(petition, Papers({"paper": scan}))
        assert "chỉ giữ trong hồ sơ giấy" in refused.value.errors[0].message
        kept = (office.settings.var / "files").rglob("*")
        assert not [one for one in kept if one.is_file()]
        self.withdraw(petition)
        assert petition.open == ["file_withdrawn"]


class TestSamePaperElsewhere:
    def test_becomes_a_denunciation_too(self, office, people, named, turn):
        """A petition passed on names its author in two units."""
        with office.database.writing() as tx:
            first = tx.get_one(Petition, named.registered.petition_id)
            other = Petition(
                code="D-2026-900000",
                kind="complaint",
                receiving_unit_id=first.receiving_unit_id,
                received_on=date(2026, 8, 26),
                source="forwarded",
                forwarded_from_id=first.id,
                registered_by_id=first.registered_by_id,
                registered_at=office.clock.now(),
            )
            tx.add(other)
            tx.flush()
            tx.add(
                Party(
                    petition_id=other.id,
                    petition_kind="complaint",
                    role="author",
                    full_name=AUTHOR["author_name"],
                    name_f="x",
                )
            )
        turn(named)
        with office.database.reading() as tx:
            assert set(tx.scalars(select(Petition.kind))) == {"denunciation"}
            assert tx.scalars(select(Party)).all() == []
