"""Phân công: what nobody has, who has what, and who has room for more."""

from dataclasses import replace
from datetime import date

import pytest

from cases.actions.claim_item import claim_item
from cases.errors import NotAllowedError, NotFoundError
from cases.policy.permissions import Permission
from cases.queries.assignment_history import assigned_notes, assignment_history
from cases.queries.assignment_item import assignment_item
from cases.queries.assignment_page import PAGE_SIZE, TABS, AssignmentFilter, assignment_page
from cases.queries.rail import rail
from cases.queries.today import today_page
from tests.cases.fixtures import on_both_databases
from tests.cases.hands import Hands
from tests.cases.matter import Matter
from tests.cases.statements import sent_to


@pytest.fixture
def hands(office):
    return Hands(office)


@pytest.fixture
def page(office, people):
    """Open the page: ``page(tab="held")``."""

    def open_page(by=None, **asked):
        with office.database.reading() as tx:
            filters = AssignmentFilter(**asked)
            return assignment_page(tx, office, by or people["head"], filters=filters)

    return open_page


@pytest.fixture
def shared_out(office, hands, people, colleagues, complaints):
    """Of four steps one is free, one claimed, one given, one asked back."""
    officer, other = people["petition_officer"], colleagues["petition_officer"]
    items = {name: one.items[0] for name, one in complaints.items()}
    with office.database.writing() as tx:
        claim_item(tx, office, officer, item_id=items["today"].id)
    hands.assign(people["head"], items["soon"], to=officer, reason="Ưu tiên.")
    hands.assign(people["section_head"], items["later"], to=other)
    hands.propose(other, complaints["later"].items[0], "Tôi đi công tác.")
    return complaints


def codes(page):
    return [row.code for row in page.rows]


def code(complaint):
    return complaint.registered.code


@on_both_databases
class TestTabs:
    def test_hold_each_step_where_it_belongs(self, page, shared_out):
        expected = {
            "unassigned": ["late"],
            "held": ["today", "soon", "later"],
            "proposed": ["later"],
        }
        for tab, names in expected.items():
            found = page(tab=tab)
            assert codes(found) == [code(shared_out[name]) for name in names], tab
            assert found.counts == {"unassigned": 1, "held": 3, "proposed": 1}

    def test_count_what_they_list(self, page, shared_out):
        for tab in TABS:
            found = page(tab=tab)
            assert found.counts[tab] == found.total == len(found.rows), tab

    def test_say_the_same_as_the_leaders_page_and_the_rail(self, office, people, page, shared_out):
        with office.database.reading() as tx:
            today = today_page(tx, office, people["head"])
            figure = rail(tx, office, people["head"]).unassigned
        assert page().counts["unassigned"] == today.tally.unassigned == figure == 1

    def test_leave_out_what_waits_for_the_leaders_themselves(self, page, complaint):
        complaint.do("propose_handling")
        assert page().counts["unassigned"] == 0
        assert page(tab="held").counts["held"] == 0

    def test_leave_out_what_stands_still(self, page, complaints, suspend):
        suspend(complaints["late"])
        assert code(complaints["late"]) not in codes(page())
        assert page().counts["unassigned"] == 3


class TestFilters:
    @pytest.mark.parametrize(
        ("asked", "number"),
        [
            ({"role": "petition_officer"}, 4),
            ({"role": "verifier"}, 0),
            ({"element": "propose_handling"}, 4),
            ({"element": "verify_report"}, 0),
            ({"kind": "complaint"}, 4),
            ({"kind": "feedback"}, 0),
        ],
    )
    def test_narrow_the_list_and_its_number(self, page, complaints, asked, number):
        found = page(**asked)
        assert (found.total, len(found.rows)) == (number, number)

    def test_show_what_one_person_has(self, page, people, shared_out):
        found = page(tab="held", holder_id=people["petition_officer"].account_id)
        assert codes(found) == [code(shared_out["today"]), code(shared_out["soon"])]
        assert found.total == 2

    def test_offer_what_is_there(self, page, complaints):
        found = page()
        assert found.roles == ("petition_officer",)
        assert found.steps == {"propose_handling": "Đề xuất hướng xử lý đơn"}
        assert found.kinds == ("complaint",)


class TestPages:
    def test_have_fifty_rows_and_none_beyond_the_last(self, page, register_complaint):
        for _ in range(PAGE_SIZE + 1):
            register_complaint(date(2026, 8, 3))
        first, last = page(page=1), page(page=9)
        assert (len(first.rows), len(last.rows), last.page, last.pages) == (50, 1, 2, 2)

    def test_take_no_more_statements_for_more_rows(
        self, office, page, shared_out, register_complaint
    ):
        with sent_to(office.database) as few:
            page()
        for _ in range(8):
            register_complaint(date(2026, 8, 18))
        with sent_to(office.database) as many:
            page()
        assert len(few.statements) == len(many.statements) <= 9


class TestOfficers:
    def test_come_with_their_load_the_least_burdened_first(self, page, people, shared_out):
        found = {one.name: one for one in page().officers}
        busy = found["Nguyễn Văn A"]
        assert (busy.held, busy.late, busy.due) == (2, 0, 2)
        held = [one.held for one in page().officers]
        assert held == sorted(held)

    def test_are_those_of_the_unit_with_all_their_roles(self, page, people, strangers):
        names = {one.name for one in page().officers}
        assert people["verifier"].name in names
        assert strangers["verifier"].name not in names


class TestWhoMayOpenIt:
    @pytest.mark.parametrize("role", ["petition_officer", "verifier", "inspectorate"])
    def test_are_leaders_only(self, page, people, role):
        with pytest.raises(NotAllowedError):
            page(people[role])

    def test_are_not_the_leaders_of_another_unit(self, page, people, strangers, complaints):
        assert page(strangers["head"]).total == 0
        elsewhere = strangers["head"].assignments[0].unit_id
        with pytest.raises(NotAllowedError):
            page(people["head"], unit_id=elsewhere)


class TestOneStep:
    @pytest.fixture
    def open_item(self, office, people):
        def open_item(item, by=None, permission=Permission.ITEM_ASSIGN):
            with office.database.reading() as tx:
                return assignment_item(
                    tx, office, by or people["head"], item_id=item.id, permission=permission
                )

        return open_item

    def test_names_the_people_of_its_role(self, open_item, complaint, people, colleagues):
        found = open_item(complaint.items[0])
        assert {one.id for one in found.people} == {
            people["petition_officer"].account_id,
            colleagues["petition_officer"].account_id,
        }

    def test_marks_who_must_not_do_it(self, open_item, complaint, people):
        complaint.do("propose_handling")
        found = open_item(complaint.item("approve_proposal"))
        did = people["petition_officer"].account_id
        assert found.barred == {did: "Đề xuất hướng xử lý đơn"}

    def test_asks_for_a_decision_where_one_named_the_holder(self, open_item, complaint, people):
        complaint.go_to("verify_report")
        item = complaint.item("verify_report")
        found = open_item(item)
        assert (found.document, found.may_replace) == ("verification_assignment", True)
        assert not open_item(item, people["section_head"]).may_replace

    def test_is_not_found_elsewhere_or_once_it_has_ended(self, open_item, complaint, strangers):
        item = complaint.items[0]
        with pytest.raises(NotFoundError):
            open_item(item, strangers["head"])
        complaint.do("propose_handling")
        with pytest.raises(NotFoundError):
            open_item(item)

    def test_can_be_opened_by_its_holder_to_hand_it_back(self, open_item, hands, complaint, people):
        officer = people["petition_officer"]
        with pytest.raises(NotAllowedError):
            open_item(complaint.items[0], officer, Permission.ITEM_HAND_BACK)
        hands.assign(people["head"], complaint.items[0], to=officer)
        found = open_item(complaint.items[0], officer, Permission.ITEM_HAND_BACK)
        assert [act.kind for act in found.history] == ["assigned"]


class TestHistory:
    @pytest.fixture
    def history(self, office, people):
        def read(complaint, by="head"):
            with office.database.reading() as tx:
                return assignment_history(tx, office, people[by], code=code(complaint))

        return read

    def test_stands_in_the_case_with_names_and_reasons(self, history, hands, complaint, people):
        officer = people["petition_officer"]
        hands.assign(people["head"], complaint.items[0], to=officer, reason="Ưu tiên.")
        hands.recall(people["section_head"], complaint.items[0], "Đổi người.")
        newest, oldest = history(complaint).acts
        assert (oldest.kind, oldest.by, oldest.to_name, oldest.reason) == (
            "assigned",
            people["head"].name,
            officer.name,
            "Ưu tiên.",
        )
        assert (newest.kind, newest.from_name, newest.to_name) == ("recalled", officer.name, None)
        assert newest.step_name == "Đề xuất hướng xử lý đơn"

    def test_outlives_the_step(self, history, hands, complaint, people):
        hands.assign(people["head"], complaint.items[0], to=people["petition_officer"])
        complaint.do("propose_handling")
        assert [act.kind for act in history(complaint).acts] == ["assigned"]

    def test_offers_leaders_to_assign_and_holders_to_hand_back(
        self, history, hands, complaint, people
    ):
        officer = people["petition_officer"]
        hands.assign(people["head"], complaint.items[0], to=officer)
        step = ((complaint.items[0].id, "Đề xuất hướng xử lý đơn"),)
        of_head, of_officer = history(complaint), history(complaint, "petition_officer")
        assert (of_head.assignable, of_head.returnable) == (step, ())
        assert (of_officer.assignable, of_officer.returnable) == ((), step)


class TestNoteForTheHolder:
    @pytest.fixture
    def note(self, office, people):
        def read(complaint, by="petition_officer"):
            with office.database.reading() as tx:
                ids = [complaint.items[0].id]
                return assigned_notes(tx, people[by], ids).get(ids[0])

        return read

    def test_says_who_gave_the_step_and_why(self, note, hands, complaint, people):
        officer = people["petition_officer"]
        hands.assign(people["head"], complaint.items[0], to=officer, reason="Ưu tiên.")
        found = note(complaint)
        assert (found.kind, found.by, found.reason) == ("assigned", people["head"].name, "Ưu tiên.")
        assert note(complaint, "verifier") is None

    def test_says_what_was_answered(self, note, hands, complaint, people):
        officer = people["petition_officer"]
        hands.assign(people["head"], complaint.items[0], to=officer)
        hands.propose(officer, complaint.items[0])
        assert note(complaint).kind == "proposed"
        hands.decline(people["head"], complaint.items[0], "Gần xong rồi.")
        assert (note(complaint).kind, note(complaint).reason) == ("declined", "Gần xong rồi.")


@on_both_databases
class TestStepOfAPetition:
    """A step that belongs to a petition, with no case yet, is given out like any other."""

    @pytest.fixture
    def of_petition(self, office, people):
        """A petition under triage."""
        matter = Matter.register(office, people, procedure="triage")
        assert [(item.case_id, item.petition_id) for item in matter.items] == [(None, 1)]
        return matter

    def test_is_listed_under_the_code_of_the_petition(self, page, of_petition):
        assert codes(page()) == ["D-2026-000001"]

    def test_can_be_given_and_handed_back(self, hands, page, of_petition, people):
        officer = people["petition_officer"]
        done = hands.assign(people["head"], of_petition.items[0], to=officer, reason="Ưu tiên.")
        assert done.codes == ("D-2026-000001",)
        hands.propose(officer, of_petition.items[0])
        assert codes(page(tab="proposed")) == ["D-2026-000001"]

    def test_has_its_history_on_the_page_of_the_petition(self, office, hands, of_petition, people):
        hands.assign(people["head"], of_petition.items[0], to=people["petition_officer"])
        with office.database.reading() as tx:
            found = assignment_history(tx, office, people["head"], code="D-2026-000001")
        assert [act.kind for act in found.acts] == ["assigned"]


def test_a_leader_of_two_units_chooses_one(page, people, strangers, complaints):
    both = (*people["head"].assignments, *strangers["head"].assignments)
    leader = replace(people["head"], assignments=both)
    assert page(leader).total == 4
    assert page(leader, unit_id=both[1].unit_id).total == 0
