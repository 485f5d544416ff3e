"""Bổ sung tệp: documents that come later, and scans of those that have none yet."""

import pytest
from sqlalchemy import select

from cases.actions.add_papers import add_papers
from cases.actions.add_scan import add_scan
from cases.errors import (
    NotAllowedError,
    NotFoundError,
    ScanRefusedError,
    SecretRecordError,
    SubmissionRefusedError,
)
from cases.file_store import path_of
from cases.models.document import Document
from cases.models.file import File
from cases.steps.added_papers import paper_form, scan_form
from forms.limits import Limits
from forms.posted import RawValues
from forms.submission import read
from tests.cases.amendments.test_take_back import take_back
from tests.cases.fixtures import on_both_databases
from tests.cases.papers import Paper, pdf
from tests.cases.secret_matter import make_everything_secret


class Several(dict):
    """Chosen files by the name of their control, several each."""

    def getlist(self, key):
        return self.get(key, [])


def papers(*names):
    return [Paper(f"{name}.pdf", pdf(name)) for name in names]


def add(matter, by, files, **typed):
    office = matter.office
    form = paper_form(office, "complaint")
    raw = RawValues({key: [value] for key, value in ({"type": "evidence"} | typed).items()})
    submission = read(form, raw, Several(files=files), Limits(office.today()))
    with office.database.writing() as tx:
        return add_papers(tx, office, by, code=matter.registered.code, submission=submission)


def scan(matter, by, document_id, files):
    office = matter.office
    submission = read(
        scan_form("complaint"), RawValues({}), Several(file=files), Limits(office.today())
    )
    with office.database.writing() as tx:
        add_scan(
            tx,
            office,
            by,
            code=matter.registered.code,
            document_id=document_id,
            submission=submission,
        )


def of_matter(matter):
    return sorted(matter.documents, key=lambda one: one.id)


@pytest.fixture
def proposal(complaint):
    """A document of a step, without a scan."""
    complaint.do("propose_handling")
    return next(one for one in complaint.documents if one.number == "11/PĐX")


@on_both_databases
class TestFurtherDocuments:
    def test_are_one_for_each_file(self, complaint, people, office):
        count = add(
            complaint,
            people["petition_officer"],
            papers("ảnh", "bản đồ"),
            number="3/BB",
            issued_on="20/08/2026",
        )
        assert count == 2
        first, second = of_matter(complaint)[-2:]
        assert [one.type for one in (first, second)] == ["evidence", "evidence"]
        assert (first.number, second.number) == ("3/BB", None)
        assert first.recorded_by_id == people["petition_officer"].account_id
        with office.database.reading() as tx:
            names = list(tx.scalars(select(File.name).order_by(File.id)))
            kept = path_of(office.settings.var, tx.get(File, first.file_id).sha256)
        assert names == ["ảnh.pdf", "bản đồ.pdf"]
        assert kept.read_bytes() == pdf("ảnh")


class TestFiles:
    def test_are_looked_into(self, complaint, people):
        with pytest.raises(SubmissionRefusedError) as refused:
            add(complaint, people["registrar"], [Paper("x.pdf", b"not a pdf")])
        assert refused.value.errors[0].key == "files"

    def test_are_needed(self, complaint, people):
        with pytest.raises(SubmissionRefusedError):
            add(complaint, people["registrar"], [])

    def test_of_a_secret_case_are_not_kept(self, complaint, people, office, proposal):
        make_everything_secret(office)
        for attempt in (
            lambda: add(complaint, people["registrar"], papers("a")),
            lambda: scan(complaint, people["registrar"], proposal.id, papers("a")),
        ):
            with pytest.raises(SecretRecordError):
                attempt()
        with office.database.reading() as tx:
            assert tx.scalars(select(File.id)).all() == []

    def test_are_for_people_who_work_on_the_case(self, complaint, people, strangers):
        with pytest.raises(NotFoundError):
            add(complaint, strangers["registrar"], papers("a"))
        with pytest.raises(NotAllowedError):
            add(complaint, people["inspectorate"], papers("a"))


@on_both_databases
class TestScan:
    def test_is_added_to_a_document_that_has_none(self, complaint, people, proposal, office):
        scan(complaint, people["registrar"], proposal.id, papers("phiếu"))
        with office.database.reading() as tx:
            file = tx.get(File, tx.get(Document, proposal.id).file_id)
        assert file.name == "phiếu.pdf"
        assert file.uploaded_by_id == people["registrar"].account_id

    def test_is_never_replaced(self, complaint, people, proposal):
        scan(complaint, people["registrar"], proposal.id, papers("phiếu"))
        with pytest.raises(ScanRefusedError) as refused:
            scan(complaint, people["registrar"], proposal.id, papers("khác"))
        assert refused.value.reason == "there"

    def test_is_not_added_to_what_was_taken_back(self, complaint, people, proposal):
        take_back(complaint, "propose_handling", people["petition_officer"])
        with pytest.raises(ScanRefusedError) as refused:
            scan(complaint, people["registrar"], proposal.id, papers("phiếu"))
        assert refused.value.reason == "void"


class TestScanOfAnotherCase:
    def test_is_not_there(self, complaint, people, proposal, register_complaint):
        with pytest.raises(NotFoundError):
            scan(register_complaint(), people["registrar"], proposal.id, papers("phiếu"))
