"""What the pages need on which a step is done, a message recorded, a petition entered."""

from datetime import date

import pytest

from cases.actions.claim_item import claim_item
from cases.errors import (
    NotAllowedError,
    NotFoundError,
    StepAlreadyDoneError,
    UnknownProcedureError,
)
from cases.queries.intake import intake_form, intake_options
from cases.queries.message_page import message_page
from cases.queries.people import demo_people, people_with_role
from cases.queries.step_form import step_form
from cases.queries.step_page import step_page
from tests.cases.answers import SENT_BACK, VERIFY_MORE
from tests.cases.fixtures import on_both_databases
from tests.cases.statements import sent_to


@pytest.fixture
def step_of(office):
    def ask(query, actor, matter, item):
        with office.database.reading() as tx:
            return query(tx, office, actor, run_id=matter.run_id, task_id=item.task_id)

    return ask


class TestStepPage:
    @on_both_databases
    def test_brings_the_form_of_the_version_that_the_case_follows(
        self, step_of, people, register_complaint
    ):
        old = register_complaint(date(2026, 6, 30)).go_to("accept")
        new = register_complaint().go_to("accept")
        pages = [step_of(step_page, people["head"], one, one.item("accept")) for one in (old, new)]
        assert [page.version_id for page in pages] == [old.version.id, new.version.id]
        assert pages[0].form_content != pages[1].form_content
        assert pages[0].form_code == pages[1].form_code == "accept"

    def test_tells_whose_step_it_is_by_when_and_what_may_follow(self, step_of, people, complaint):
        complaint.go_to("accept")
        page = step_of(step_page, people["head"], complaint, complaint.item("accept"))
        assert (page.name, page.role_title) == ("Thụ lý hoặc không thụ lý", "Chủ tịch UBND")
        assert page.due.due_on == page.deadline.due.due_on == date(2026, 9, 9)
        assert set(page.next_steps) == {
            "Kiểm tra lại quyết định bị khiếu nại",
            "Gửi quyết định",
            "Ra quyết định đình chỉ",
            "Kết thúc",
        }
        assert (page.can_claim, page.can_release) == (True, False)

    def test_prefills_what_is_known(self, step_of, people, complaint, office):
        complaint.go_to("accept")
        page = step_of(step_page, people["head"], complaint, complaint.item("accept"))
        assert page.values["title"] == complaint.case.title
        assert page.values["accepted_on"] == office.today()

    def test_does_not_prefill_days_that_lie_ahead_or_may_never_have_been(
        self, step_of, people, complaint
    ):
        complaint.go_to("plan_dialogue")
        page = step_of(step_page, people["head"], complaint, complaint.item("plan_dialogue"))
        assert "planned_on" not in page.values
        assert "notice_sent_on" in page.values
        complaint.go_to("decide")
        page = step_of(step_page, people["head"], complaint, complaint.item("decide"))
        assert "originals_returned_on" not in page.values
        assert "signed_on" in page.values

    def test_brings_back_what_was_answered_when_it_was_done_before(
        self, step_of, people, complaint
    ):
        complaint.go_to("decide")
        complaint.do("decide", **VERIFY_MORE)
        item = complaint.item("verify")
        page = step_of(step_page, people["verifier"], complaint, item)
        assert list(page.values["means"]) == ["papers"]
        assert page.values["stated"]

    def test_does_not_repeat_a_remark_on_the_work_of_others(self, step_of, people, complaint):
        complaint.go_to("approve_proposal")
        complaint.do("approve_proposal", **SENT_BACK)
        complaint.do("propose_handling")
        item = complaint.item("approve_proposal")
        page = step_of(step_page, people["section_head"], complaint, item)
        assert "send_back_reason" not in page.values

    def test_says_from_which_day_on_something_can_have_happened(self, step_of, people, complaint):
        item = complaint.item("propose_handling")
        page = step_of(step_page, people["petition_officer"], complaint, item)
        assert (page.earliest, page.earliest_label) == (date(2026, 8, 26), "ngày nhận đơn")

    @on_both_databases
    def test_offers_as_verifier_who_has_the_role_in_the_unit(
        self, step_of, people, colleagues, complaint
    ):
        complaint.go_to("assign_verification")
        item = complaint.item("assign_verification")
        page = step_of(step_page, people["head"], complaint, item)
        assert {value for value, _ in page.choices["verifier"]} == {
            str(people["verifier"].account_id),
            str(colleagues["verifier"].account_id),
        }

    def test_opens_for_a_colleague_of_who_has_taken_the_step(
        self, office, step_of, people, colleagues, complaint
    ):
        """To look at; ending it is refused with the name of the one who has it."""
        item = complaint.item("propose_handling")
        with office.database.writing() as tx:
            claim_item(tx, office, colleagues["petition_officer"], item_id=item.id)
        page = step_of(step_page, people["petition_officer"], complaint, item)
        assert (page.can_claim, page.can_release) == (False, False)


class TestRefusedStepPage:
    @pytest.mark.parametrize("query", [step_page, step_form])
    def test_of_a_stranger_is_not_found(self, step_of, strangers, complaint, query):
        item = complaint.item("propose_handling")
        with pytest.raises(NotFoundError):
            step_of(query, strangers["petition_officer"], complaint, item)

    @pytest.mark.parametrize("query", [step_page, step_form])
    def test_of_a_step_that_never_was_is_not_found(self, office, people, complaint, query):
        with pytest.raises(NotFoundError), office.database.reading() as tx:
            query(tx, office, people["head"], run_id=complaint.run_id, task_id="0" * 32)

    def test_of_a_person_without_the_role_is_refused(self, step_of, people, complaint):
        with pytest.raises(NotAllowedError):
            step_of(step_page, people["head"], complaint, complaint.item("propose_handling"))

    def test_of_an_ended_step_says_who_ended_it(self, step_of, people, complaint, office):
        item = complaint.item("propose_handling")
        complaint.do("propose_handling")
        with pytest.raises(StepAlreadyDoneError) as refusal:
            step_of(step_page, people["petition_officer"], complaint, item)
        assert refusal.value.done_by == people["petition_officer"].name
        assert refusal.value.done_at == office.clock.now()


class TestStepForm:
    """The light twin, for reading what was posted."""

    def test_is_read_in_one_statement(self, office, step_of, people, complaint):
        item = complaint.item("propose_handling")
        with sent_to(office.database) as sent:
            form = step_of(step_form, people["petition_officer"], complaint, item)
        assert form.form_code == "propose_handling"
        assert len(sent.statements) == 1

    def test_agrees_with_the_page(self, step_of, people, complaint):
        complaint.go_to("assign_verification")
        item = complaint.item("assign_verification")
        page = step_of(step_page, people["head"], complaint, item)
        form = step_of(step_form, people["head"], complaint, item)
        for name in ("form_code", "form_content", "choices", "earliest", "earliest_label"):
            assert getattr(form, name) == getattr(page, name), name

    def test_is_still_there_when_the_step_has_ended(self, step_of, people, complaint):
        item = complaint.item("propose_handling")
        complaint.do("propose_handling")
        form = step_of(step_form, people["petition_officer"], complaint, item)
        assert form.form_code == "propose_handling"


class TestMessagePage:
    @pytest.fixture
    def ask(self, office, complaint):
        def ask(actor, message="withdrawn"):
            with office.database.reading() as tx:
                return message_page(tx, office, actor, run_id=complaint.run_id, message=message)

        return ask

    def test_brings_the_form_of_the_message(self, ask, people, office):
        page = ask(people["registrar"])
        assert (page.name, page.form_code) == ("Rút đơn", "withdraw")
        assert page.values["withdrawn_on"] == office.today()

    def test_is_refused_to_a_person_without_the_role(self, ask, people):
        with pytest.raises(NotAllowedError):
            ask(people["head"])

    def test_is_not_found_by_strangers_and_for_unknown_messages(self, ask, people, strangers):
        with pytest.raises(NotFoundError):
            ask(strangers["registrar"])
        with pytest.raises(NotFoundError):
            ask(people["registrar"], message="sunshine")

    def test_is_over_when_the_case_no_longer_waits_for_it(self, ask, people, complaint):
        complaint.receive()
        with pytest.raises(StepAlreadyDoneError):
            ask(people["registrar"])


class TestIntake:
    def test_asks_the_kind_first_and_says_why_one_cannot_be_chosen(self, office, people):
        with office.database.reading() as tx:
            options = intake_options(tx, office, people["registrar"])
        by_kind = {option.kind: option for option in options}
        assert next(iter(by_kind)) == "complaint"
        assert by_kind["complaint"].procedures == (("triage", "Tiếp nhận, vào sổ đơn khiếu nại"),)
        assert by_kind["complaint"].refusal is None
        assert by_kind["denunciation"].procedures == ()
        assert "giữ đơn trên giấy" in by_kind["denunciation"].refusal

    def test_takes_every_kind_but_denunciations(self, office, people):
        with office.database.reading() as tx:
            options = intake_options(tx, office, people["registrar"])
        assert {option.kind for option in options if option.procedures} == {
            *("complaint", "feedback", "mixed", "unclassified")
        }

    @pytest.mark.parametrize("kind", ["mixed", "unclassified"])
    def test_asks_for_no_author_where_the_petition_may_be_a_denunciation(
        self, office, people, kind
    ):
        with office.database.reading() as tx:
            page = intake_form(tx, office, people["registrar"], procedure="triage", kind=kind)
        assert (page.kind, page.form_code) == (kind, "register_unsorted")
        assert b"party." not in page.form_content

    def test_does_not_know_a_kind_that_the_procedure_does_not_take(self, office, people):
        with office.database.reading() as tx, pytest.raises(NotFoundError):
            intake_form(tx, office, people["registrar"], procedure="triage", kind="denunciation")

    def test_offers_nothing_to_who_does_not_register(self, office, people):
        with office.database.reading() as tx:
            options = intake_options(tx, office, people["verifier"])
        assert all(option.refusal and not option.procedures for option in options)

    def test_brings_the_form_in_force_and_the_units_of_the_person(self, office, people):
        with office.database.reading() as tx:
            page = intake_form(tx, office, people["registrar"], procedure="triage")
        assert (page.kind, page.form_code, page.draft) == ("complaint", "register", None)
        assert [name for _, name in page.units] == ["UBND phường Mẫu An"]

    def test_refuses_who_may_not_register(self, office, people):
        with pytest.raises(NotAllowedError), office.database.reading() as tx:
            intake_form(tx, office, people["head"], procedure="triage")

    def test_refuses_a_procedure_that_nobody_published(self, office, people):
        with (
            pytest.raises((UnknownProcedureError, NotFoundError)),
            office.database.reading() as tx,
        ):
            intake_form(tx, office, people["registrar"], procedure="moon")


class TestPeople:
    def test_of_the_demo_are_listed_with_role_and_unit(self, office, people):
        with office.database.reading() as tx:
            listed = {person.name: person for person in demo_people(tx, office)}
        assert listed["Lê Văn C"].role_title == "Chủ tịch UBND"
        assert listed["Lê Văn C"].unit_name == "UBND phường Mẫu An"

    def test_that_a_form_may_name_hold_the_role_in_the_unit_today(
        self, office, people, colleagues, strangers
    ):
        unit_ids = people["verifier"].unit_ids
        with office.database.reading() as tx:
            found = people_with_role(tx, office, role="verifier", unit_ids=unit_ids)
        assert {int(value) for value, _ in found} == {
            people["verifier"].account_id,
            colleagues["verifier"].account_id,
        }
