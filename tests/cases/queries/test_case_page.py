"""What the page of a case shows, and to whom."""

from datetime import date

import pytest

from cases.errors import NotFoundError
from cases.queries.case_page import case_page
from cases.queries.due_state import Urgency
from cases.queries.files import file_content
from cases.queries.masking import masked
from tests.cases.answers import REFUSAL, VERIFY_MORE
from tests.cases.fixtures import on_both_databases
from tests.cases.matter import Complaint
from tests.cases.papers import Paper, Papers, pdf


@pytest.fixture
def page_for(office):
    """Open the page of a matter as somebody: ``page_for(people["head"], complaint)``."""

    def open_page(actor, matter):
        with office.database.reading() as tx:
            return case_page(tx, office, actor, code=matter.registered.code)

    return open_page


class TestCasePage:
    @on_both_databases
    def test_tells_what_the_case_is_about(self, page_for, people, opened_complaint, office):
        page = page_for(people["head"], opened_complaint)
        assert (page.code, page.kind, page.field) == ("KN-2026-000001", "complaint", "land")
        assert page.title == "Khiếu nại Quyết định 412/QĐ-UBND về thu hồi đất"
        assert (page.petition_code, page.source) == ("D-2026-000001", "direct")
        assert page.received_on == office.today()
        assert page.receiving_unit == page.settling_unit == "UBND phường Mẫu An"
        assert page.summary == "Không đồng ý với diện tích đất bị thu hồi."

    def test_tells_where_it_stands(self, page_for, people, complaint):
        page = page_for(people["petition_officer"], complaint)
        (step,) = page.open_steps
        assert page.status == step.name == "Đề xuất hướng xử lý đơn"
        assert (step.role_title, step.holder) == ("Người xử lý đơn", None)
        assert (step.can_do, page.is_closed, page.is_paused) == (True, False, False)

    def test_lets_only_the_right_person_do_the_step(self, page_for, people, complaint):
        for role in ("registrar", "head", "inspectorate"):
            (step,) = page_for(people[role], complaint).open_steps
            assert (step.can_do, step.can_claim) == (False, False), role

    def test_lists_what_was_done_newest_first(self, page_for, people, complaint):
        complaint.go_to("accept")
        page = page_for(people["head"], complaint)
        assert [(step.element, step.actor) for step in page.steps] == [
            ("approve_proposal", people["section_head"].name),
            ("propose_handling", people["petition_officer"].name),
            ("register", people["registrar"].name),
        ]
        assert page.steps[1].documents == ("11/PĐX",)

    def test_shows_what_was_written_at_a_step(self, page_for, people, complaint):
        complaint.go_to("decide")
        complaint.do("decide", **VERIFY_MORE)
        verify_more, *others = page_for(people["head"], complaint).steps
        assert [(one.label, one.text) for one in verify_more.answers] == [
            ("Nội dung cần xác minh thêm", "Đo lại thửa đất.")
        ]
        answers = {step.element: [one.label for one in step.answers] for step in others}
        assert answers["propose_handling"] == ["Lý do đề xuất"]
        assert answers["recheck"] == ["Đã kiểm tra", "Kết quả kiểm tra lại"]
        assert answers["register"] == []

    @on_both_databases
    def test_lists_deadlines_open_ones_first_each_with_its_reasons(
        self, page_for, people, accepted_complaint
    ):
        page = page_for(people["head"], accepted_complaint)
        assert [(one.term, one.due.urgency) for one in page.deadlines] == [
            ("kn1_resolve", Urgency.LATER),
            ("kn1_accept", Urgency.KEPT),
        ]
        assert page.deadlines[0].basis == "Điều 28 Luật Khiếu nại"
        assert any("25/09/2026" in one.text for one in page.deadlines[0].explanation.sentences)

    def test_masks_numbers_that_could_be_misused(self, page_for, people, complaint):
        author, respondent = page_for(people["head"], complaint).parties
        assert (author.role, author.full_name) == ("author", "Lý Văn P")
        assert (author.id_number, author.phone) == ("•••••••••123", "•••••••111")
        assert (respondent.id_number, respondent.phone) == (None, None)

    def test_offers_what_may_happen_to_the_case_to_who_records_it(
        self, page_for, people, opened_complaint
    ):
        offered = {
            role: [message.title for message in page_for(people[role], opened_complaint).messages]
            for role in ("registrar", "head")
        }
        assert offered == {"registrar": ["Rút đơn khiếu nại"], "head": []}

    def test_draws_the_diagram_with_the_place_marked(self, page_for, people, complaint):
        complaint.do("propose_handling")
        picture = page_for(people["head"], complaint).picture
        assert picture.startswith("<svg")
        assert "is-now" in picture
        assert "is-done" in picture
        assert "style=" not in picture

    def test_says_which_version_of_which_law_it_follows(self, page_for, people, opened_complaint):
        version = page_for(people["head"], opened_complaint).version
        assert (version.code, version.number) == ("complaint_first", 2)
        assert version.effective_from == date(2026, 7, 1)
        assert "Nghị định 155/2026/NĐ-CP" in version.legal_basis


class TestUnusualCases:
    def test_received_before_the_first_version_say_so(self, page_for, people, register_complaint):
        old, new = register_complaint(date(2012, 6, 29)), register_complaint()
        assert page_for(people["head"], old).missed_first_version
        assert not page_for(people["head"], new).missed_first_version

    def test_refused_are_closed_with_their_outcome(self, page_for, people, complaint, office):
        complaint.go_to("accept")
        complaint.do("accept", **REFUSAL)
        page = page_for(people["head"], complaint)
        assert (page.is_closed, page.closing, page.closed_on) == (True, "refused", office.today())
        assert (page.status, page.open_steps, page.messages) == ("Đã kết thúc", (), ())

    def test_withdrawn_show_the_term_that_no_longer_applies(self, page_for, people, complaint):
        complaint.go_to("recheck").do("recheck", complaint_right="yes")
        complaint.receive()
        complaint.do("terminate")
        complaint.do("send_termination")
        shown = page_for(people["head"], complaint).deadlines
        (deadline,) = [one for one in shown if one.term == "kn1_recheck_decide"]
        assert deadline.due.urgency is Urgency.ENDED
        assert deadline.late_by_law is None

    def test_late_show_it_at_the_step_and_tell_who_was_told(self, page_for, people, complaint):
        complaint.wait_until(date(2026, 9, 10))
        page = page_for(people["head"], complaint)
        assert page.open_steps[0].due.urgency is Urgency.LATE
        assert "is-late" in page.picture
        assert [(notice.message, notice.role_title) for notice in page.notices] == [
            ("overdue", "Chủ tịch UBND"),
            ("due_soon", "Người xử lý đơn"),
        ]

    def test_decided_late_show_by_how_much(self, page_for, people, complaint):
        complaint.go_to("accept")
        complaint.set_clock(date(2026, 9, 14))
        complaint.do("accept")
        accept = page_for(people["head"], complaint).deadlines[-1]
        assert (accept.due.urgency, accept.due.days) == (Urgency.MISSED, -5)
        assert (accept.late_by_law, accept.late_in_system) == (True, True)

    def test_suspended_say_so(self, page_for, people, accepted_complaint):
        accepted_complaint.start("complaint_suspension")
        page = page_for(people["head"], accepted_complaint)
        due = {one.term: one.due.urgency for one in page.deadlines}
        assert page.is_paused
        assert due["kn1_resolve"] is Urgency.PAUSE
        assert due["kn_suspend_send"] is not Urgency.PAUSE


class TestSight:
    def test_is_given_to_the_unit_and_the_inspectorate(self, page_for, people, complaint):
        for role in ("registrar", "petition_officer", "head", "verifier", "inspectorate"):
            assert page_for(people[role], complaint).code == complaint.registered.code

    def test_is_not_given_to_those_who_only_keep_the_system(self, page_for, people, complaint):
        with pytest.raises(NotFoundError):
            page_for(people["administrator"], complaint)

    def test_of_a_stranger_is_the_same_as_of_no_case(self, office, page_for, strangers, complaint):
        refusals = []
        for code in (complaint.registered.code, "KN-2026-999999", "", "' OR 1=1 --"):
            with pytest.raises(NotFoundError) as refusal, office.database.reading() as tx:
                case_page(tx, office, strangers["head"], code=code)
            refusals.append(repr(refusal.value))
        assert len(set(refusals)) == 1


class TestFiles:
    @pytest.fixture
    def with_paper(self, office, people):
        files = Papers(attachments=Paper("../../Đơn khiếu nại.pdf", pdf("Đơn")))
        return Complaint.register(office, people, files=files)

    def test_are_listed_with_their_type_and_name(self, page_for, people, with_paper):
        (document,) = page_for(people["head"], with_paper).documents
        assert document.type == "petition"
        assert (document.file_name, document.file_size) == ("Đơn khiếu nại.pdf", len(pdf("Đơn")))

    def test_are_handed_out_as_they_came(self, office, people, with_paper, page_for):
        (document,) = page_for(people["head"], with_paper).documents
        with office.database.reading() as tx:
            file = file_content(tx, office, people["head"], file_id=document.file_id)
        assert file.path.read_bytes() == pdf("Đơn")
        assert file.media_type == "application/pdf"

    def test_lie_under_their_hash_and_not_under_their_name(self, office, people, with_paper):
        stored = [path for path in (office.settings.var / "files").rglob("*") if path.is_file()]
        assert len(stored) == 1
        assert "khiếu" not in str(stored[0])

    def test_of_the_same_bytes_are_kept_once(self, office, people, with_paper):
        files = Papers(attachments=Paper("khác.pdf", pdf("Đơn")))
        Complaint.register(office, people, files=files)
        stored = [path for path in (office.settings.var / "files").rglob("*") if path.is_file()]
        assert len(stored) == 1

    def test_are_not_handed_out_to_strangers(self, office, people, strangers, with_paper, page_for):
        (document,) = page_for(people["head"], with_paper).documents
        for file_id in (document.file_id, 4711):
            with pytest.raises(NotFoundError), office.database.reading() as tx:
                file_content(tx, office, strangers["head"], file_id=file_id)


class TestMasking:
    @pytest.mark.parametrize(
        ("number", "shown"),
        [("048000000123", "•••••••••123"), ("12", "12"), ("123", "123"), (None, None), ("", "")],
    )
    def test_leaves_the_last_three_characters(self, number, shown):
        assert masked(number) == shown
