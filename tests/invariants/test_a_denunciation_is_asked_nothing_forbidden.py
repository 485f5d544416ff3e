"""No door of the application takes what khoản 7 Điều 5 Quy chế 2003/QĐ-UBND forbids.

Neither publishing, nor a form, nor a field sent by hand, nor a note lets in who denounces or what
verifying a denunciation has shown.
"""

from dataclasses import replace

import pikepdf
import pytest
from sqlalchemy import select

from cases.actions.add_note import add_note
from cases.actions.add_papers import add_papers
from cases.actions.publish_version import publish_version
from cases.actions.save_draft import save_draft
from cases.errors import NoteRefusedError, PublishingRefusedError, SubmissionRefusedError
from cases.file_store import path_of
from cases.models.conclusion import Conclusion
from cases.models.file import File
from cases.models.journal_entry import JournalEntry
from cases.models.note import Note
from cases.notes.note_forms import note_form
from cases.steps.added_papers import paper_form
from forms.denunciations import find_forbidden
from forms.limits import Limits
from forms.posted import RawValues
from forms.submission import read
from tests.cases.matter import version_of
from tests.cases.papers import Paper, Papers, pdf
from tests.workflows.denunciation_on_trial import (
    CODE,
    CONCLUDE,
    Denunciation,
    denunciation_files,
    publish_denunciation,
    words,
)

ID_NUMBER, PHONE, MAIL = "048090123456", "0905 123 456", "nguoi.mau@example.vn"
NAMING = (ID_NUMBER, PHONE, MAIL, "Người tố cáo là ông Mẫu", "đơn của bà Mẫu")
PATTERNED = NAMING[:3]


@pytest.fixture
def denunciation(office, people):
    publish_denunciation(office)
    return Denunciation.received(office, people)


def journal_of(office):
    with office.database.reading() as tx:
        return list(tx.scalars(select(JournalEntry).order_by(JournalEntry.id)))


class TestPublishing:
    @pytest.fixture
    def refusal(self, office):
        def publish(**changed):
            files = denunciation_files(**changed)
            with pytest.raises(PublishingRefusedError) as refused, office.database.writing() as tx:
                publish_version(tx, office, None, code=CODE, files=files)
            return "\n".join(refused.value.findings)

        return publish

    def test_lets_the_probe_pass(self, office):
        publish_denunciation(office)
        assert version_of(office, CODE, office.today()).info.kind == "denunciation"

    @pytest.mark.parametrize(
        "record", ["party.author.full_name", "party.author.phone", "petition_text.request"]
    )
    def test_refuses_a_field_about_the_author(self, refusal, record):
        assert f"không được ghi “{record}”" in refusal(register=(words("x", record=record),))

    @pytest.mark.parametrize("record", ["decision.content", "decision.number"])
    def test_refuses_a_field_of_a_decision(self, refusal, record):
        assert f"không được ghi “{record}”" in refusal(register=(words("x", record=record),))

    def test_refuses_words_that_are_not_looked_through(self, refusal):
        assert "chữ tự do phải được kiểm tra" in refusal(register=(words("x", checked=False),))

    def test_refuses_a_file_of_no_allowed_type(self, refusal):
        scan = {"type": "filepicker", "key": "scan", "label": "Bản quét"}
        scan["properties"] = {"record": "document.file", "checked": True, "document": "petition"}
        assert "loại tài liệu “petition” không được lưu" in refusal(register=(scan,))
        scan["properties"] = {"record": "document.file", "checked": True}
        assert "loại tài liệu “không ghi” không được lưu" in refusal(register=(scan,))

    def test_refuses_a_step_that_issues_a_report(self, refusal):
        drawn = CONCLUDE.replace("handling_act", "verification_report")
        assert "Loại tài liệu «verification_report» không được lưu" in refusal(conclude=drawn)

    def test_refuses_to_choose_a_way_by_right_or_wrong(self, refusal):
        """After the conclusion a diagram knows which acts were issued, and no more."""
        fact = '\n[facts.finding]\ntype = "code"\ncodes = ["right", "wrong"]\ntitle = "Kết luận"\n'
        assert "không theo đúng hay sai" in refusal(version=fact)
        fact = '\n[facts.is_right]\ntype = "bool"\ntitle = "Kết luận"\n'
        assert "Dữ kiện «is_right» không nằm trong danh mục" in refusal(version=fact)

    def test_refuses_a_choice_that_could_be_a_result(self, refusal):
        choice = {
            "type": "radio",
            "key": "verdict",
            "label": "Ý kiến",
            "values": [{"label": "A", "value": "a"}, {"label": "B", "value": "b"}],
        }
        assert "có thể là một kết quả" in refusal(register=(choice,))

    @pytest.mark.parametrize(
        "label", ["Tố cáo đúng hay sai", "Kết quả xác minh", "Họ và tên người tố cáo"]
    )
    def test_refuses_a_question_about_the_result_or_the_author(self, refusal, label):
        field = words("x") | {"label": label}
        assert "lời hỏi nói đến" in refusal(register=(field,))

    def test_checks_every_bundled_form_of_a_denunciation(self, office):
        version = version_of(office, "denunciation_extension", office.today())
        for form in version.forms.values():
            assert not list(find_forbidden(form, office.denunciations, paper="extension"))


class TestForm:
    def test_refuses_what_it_does_not_ask(self, office, people):
        """An author sent by hand is answered 422, whoever sends it."""
        publish_denunciation(office)
        with pytest.raises(SubmissionRefusedError) as refused:
            Denunciation.received(office, people, summary="x", author_name="Mẫu")
        assert "biểu mẫu của đơn tố cáo không có ô này" in refused.value.errors[0].message

    def test_refuses_a_file_it_does_not_ask(self, denunciation):
        with pytest.raises(SubmissionRefusedError):
            denunciation.conclude(files=Papers({"scan": Paper("a.pdf", pdf())}))

    @pytest.mark.parametrize("naming", NAMING)
    def test_warns_of_words_that_may_name_the_author(self, office, people, naming):
        publish_denunciation(office)
        with pytest.raises(SubmissionRefusedError) as refused:
            Denunciation.received(office, people, summary=f"Việc này, {naming}, là thế.")
        (error,) = refused.value.errors
        assert error.key == "summary"
        assert error.is_warning
        assert naming not in error.message

    def test_keeps_words_that_name_nobody(self, denunciation):
        denunciation.conclude(remark="Thu 100.000.000 đồng theo số 12/KL-UBND")


REASON = {"_words_reason": "Là số hợp đồng"}


class TestKeptWords:
    def test_are_not_for_those_who_are_not_the_head(self, denunciation):
        with pytest.raises(SubmissionRefusedError):
            denunciation.conclude(remark=ID_NUMBER, **REASON)

    def test_need_a_reason_of_the_head(self, office, people, denunciation, head_registers):
        with pytest.raises(SubmissionRefusedError):
            denunciation.conclude(by=head_registers, remark=ID_NUMBER)

    def test_are_kept_by_the_head_and_journalled_without_the_words(
        self, office, denunciation, head_registers
    ):
        denunciation.conclude(by=head_registers, remark=ID_NUMBER, **REASON)
        entry = next(one for one in journal_of(office) if one.action == "keep_words")
        assert '"words_in":["remark"]' in entry.detail
        assert ID_NUMBER not in entry.detail
        assert "hợp đồng" not in entry.detail
        with office.database.reading() as tx:
            assert list(tx.scalars(select(Note.text))) == ["Là số hợp đồng"]

    def test_have_no_reason_that_names_somebody_itself(self, denunciation, head_registers):
        with pytest.raises(NoteRefusedError):
            denunciation.conclude(by=head_registers, remark=PHONE, _words_reason=MAIL)

    @pytest.fixture
    def head_registers(self, office, people):
        """The head of a small unit does the registrar's work, too."""
        own = people["head"].assignments[0]
        both = (*people["head"].assignments, replace(own, role="registrar"))
        return replace(people["head"], assignments=both)


class TestDraft:
    """What is kept of a form that is not sent yet."""

    def keep(self, office, person, place, text):
        with office.database.writing() as tx:
            save_draft(tx, office, person, place=place, values={"remark": [text]})

    @pytest.mark.parametrize("naming", NAMING)
    def test_of_a_step_may_not_name_the_author(self, office, people, denunciation, naming):
        place = f"step:{denunciation.run_id}:{denunciation.item('conclude').task_id}"
        with pytest.raises(SubmissionRefusedError):
            self.keep(office, people["registrar"], place, naming)
        self.keep(office, people["registrar"], place, "Nhận tiền tại trụ sở")

    def test_of_an_intake_form_may_not_either(self, office, people, denunciation):
        for place in (f"intake:{CODE}", "intake:triage:mixed", "intake:triage:unclassified"):
            with pytest.raises(SubmissionRefusedError):
                self.keep(office, people["registrar"], place, PHONE)

    def test_of_a_complaint_names_people(self, office, people, complaint):
        place = f"step:{complaint.run_id}:{complaint.items[0].task_id}"
        self.keep(office, people["registrar"], place, PHONE)


class TestNotes:
    @pytest.mark.parametrize("naming", PATTERNED)
    def test_are_refused_when_they_may_name_the_author(self, office, people, denunciation, naming):
        form, limits = note_form(), Limits(today=office.today())
        sent = read(form, RawValues({"text": [f"Gọi {naming}"]}), None, limits)
        code = denunciation.registered.code
        with pytest.raises(NoteRefusedError) as refused, office.database.writing() as tx:
            add_note(tx, office, people["registrar"], code=code, submission=sent)
        assert refused.value.reason == "people"
        assert naming not in str(refused.value)

    def test_beside_a_complaint_may_name_people(self, office, people, complaint):
        sent = read(note_form(), RawValues({"text": [PHONE]}), None, Limits(today=office.today()))
        with office.database.writing() as tx:
            code = complaint.registered.code
            add_note(tx, office, people["registrar"], code=code, submission=sent)


class TestFile:
    def test_loses_its_name_and_what_a_program_wrote_beside_the_pages(self, office, denunciation):
        named = pdf("CANARY7F3A")
        files = Papers({"act": Paper("CANARY7F3A.pdf", named)})
        denunciation.conclude(files=files)
        with office.database.reading() as tx:
            (file,) = tx.scalars(select(File)).all()
        assert file.name == "Quyết định xử lý.pdf"
        kept = path_of(office.settings.var, file.sha256)
        assert b"CANARY7F3A" not in kept.read_bytes()
        with pikepdf.open(kept) as opened:
            assert len(opened.pages) == 1
            assert not opened.docinfo


class TestConclusion:
    def test_is_kept_as_number_and_days(self, office, denunciation):
        denunciation.conclude(number="12/KL-UBND", concluded_on="26/08/2026")
        with office.database.reading() as tx:
            kept = tx.scalars(select(Conclusion)).one()
        assert (kept.number, kept.concluded_on) == ("12/KL-UBND", office.today())
        assert denunciation.case.closing == "conclusion"


class TestFurtherPaper:
    def test_is_offered_of_the_allowed_types_only(self, office):
        form = paper_form(office, "denunciation")
        offered = {option.value for option in form.field("type").options}
        assert offered == set(office.denunciations.papers)
        assert "petition" in {
            one.value for one in paper_form(office, "complaint").fields[0].options
        }

    def test_loses_its_name_and_its_traces(self, office, people, denunciation):
        form = paper_form(office, "denunciation")
        posted = RawValues({"type": ["extension"]})
        files = Papers({"files": Paper("CANARY7F3A.pdf", pdf("CANARY7F3A"))})
        sent = read(form, posted, files, Limits(office.today()))
        with office.database.writing() as tx:
            code = denunciation.registered.code
            add_papers(tx, office, people["registrar"], code=code, submission=sent)
        with office.database.reading() as tx:
            (file,) = tx.scalars(select(File)).all()
        assert "CANARY" not in file.name
        assert b"CANARY" not in path_of(office.settings.var, file.sha256).read_bytes()
