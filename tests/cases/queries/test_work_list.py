""" "Việc của tôi": whose work it is, in which order, and how to find it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from cases.actions.claim_item import claim_item
from cases.models.work_item import WorkItem
from cases.queries.due_state import Urgency
from cases.queries.rail import rail
from cases.queries.work_list import WorkFilter, work_list
from cases.queries.work_order import SORTS
from cases.queries.work_tabs import OPEN_TABS
from tests.cases.fixtures import on_both_databases

TABS = ("doable", "mine", "unclaimed", "unit", "done")


@pytest.fixture
def list_of(office):
    """Ask for a page of somebody's list: ``list_of(people["head"], tab="mine")``."""

    def ask(actor, **filters):
        with office.database.reading() as tx:
            return work_list(tx, office, actor, filters=WorkFilter(**filters))

    return ask


@pytest.fixture
def claim(office):
    def claim(actor, complaint):
        (item,) = complaint.items
        with office.database.writing() as tx:
            claim_item(tx, office, actor, item_id=item.id)

    return claim


def codes(page):
    return [row.code for row in page.rows]


class TestRow:
    def test_shows_what_must_be_done_about_whom_by_when(self, list_of, people, complaint):
        (row,) = list_of(people["petition_officer"]).rows
        assert (row.code, row.kind) == (complaint.registered.code, "complaint")
        assert (row.element, row.step_name) == ("propose_handling", "Đề xuất hướng xử lý đơn")
        assert (row.author, row.field) == ("Lý Văn P", "land")
        assert row.title == "Khiếu nại Quyết định 412/QĐ-UBND về thu hồi đất"
        assert (row.due.due_on, row.due.urgency) == (date(2026, 9, 9), Urgency.LATER)
        assert row.case_due.due_on == date(2026, 9, 14)

    def test_can_be_taken_when_nobody_has_it(self, list_of, people, complaint):
        (row,) = list_of(people["petition_officer"]).rows
        assert (row.holder, row.is_mine, row.can_claim, row.can_release) == (
            None,
            False,
            True,
            False,
        )

    def test_can_be_given_back_by_who_took_it(self, list_of, people, complaint, claim):
        claim(people["petition_officer"], complaint)
        (row,) = list_of(people["petition_officer"]).rows
        assert (row.is_mine, row.can_claim, row.can_release) == (True, False, True)
        assert row.holder == people["petition_officer"].name

    def test_that_the_head_gave_away_can_be_neither_taken_nor_given_back(
        self, list_of, people, complaint
    ):
        complaint.go_to("verify_report")
        (row,) = list_of(people["verifier"]).rows
        assert (row.is_mine, row.can_claim, row.can_release) == (True, False, False)

    @pytest.mark.parametrize(
        ("day", "urgency"),
        [
            (date(2026, 9, 3), Urgency.LATER),
            (date(2026, 9, 4), Urgency.SOON),
            (date(2026, 9, 9), Urgency.TODAY),
            (date(2026, 9, 10), Urgency.LATE),
        ],
    )
    def test_grades_the_date_by_working_days(self, list_of, people, complaint, day, urgency):
        """Due on Wednesday 09/09/2026; three working days before is Friday 04/09."""
        complaint.set_clock(day)
        (row,) = list_of(people["petition_officer"]).rows
        assert row.due.urgency is urgency


@on_both_databases
class TestTabs:
    @pytest.fixture
    def day(self, people, colleagues, register_complaint, claim):
        """Three open proposals: free, mine, a colleague's; and one that I have done."""
        free, mine, taken, done = (register_complaint() for _ in range(4))
        claim(people["petition_officer"], mine)
        claim(colleagues["petition_officer"], taken)
        done.do("propose_handling")
        return [one.registered.code for one in (free, mine, taken, done)]

    def test_doable_is_what_i_may_end_now(self, list_of, people, day):
        assert codes(list_of(people["petition_officer"])) == day[:2]

    def test_mine_is_what_i_have_taken(self, list_of, people, day):
        assert codes(list_of(people["petition_officer"], tab="mine")) == [day[1]]

    def test_unclaimed_is_what_nobody_has_taken(self, list_of, people, day):
        assert codes(list_of(people["petition_officer"], tab="unclaimed")) == [day[0]]

    def test_unit_is_everything_that_waits_in_my_unit(self, list_of, people, day):
        assert codes(list_of(people["petition_officer"], tab="unit")) == day

    def test_done_is_what_i_have_ended_within_seven_days(self, office, list_of, people, day):
        officer = people["petition_officer"]
        assert codes(list_of(officer, tab="done")) == [day[3]]
        office.clock.set(office.clock.now() + timedelta(days=7, seconds=1))
        assert codes(list_of(officer, tab="done")) == []

    def test_have_figures_that_agree_with_their_rows(
        self, list_of, people, colleagues, strangers, day
    ):
        officer, colleague = people["petition_officer"], colleagues["petition_officer"]
        for actor in (officer, colleague, people["section_head"], strangers["head"]):
            for tab in TABS:
                page = list_of(actor, tab=tab)
                narrowed = list_of(actor, tab=tab, element="propose_handling")
                assert page.counts[tab] == page.total == len(page.rows), (actor, tab)
                assert narrowed.total == len(narrowed.rows), (actor, tab)

    def test_of_another_unit_are_empty(self, list_of, strangers, day):
        for tab in TABS:
            assert list_of(strangers["petition_officer"], tab=tab).rows == ()

    def test_of_the_inspectorate_hold_no_work_of_the_ward(self, list_of, people, day):
        for tab in TABS:
            assert list_of(people["inspectorate"], tab=tab).rows == ()

    @pytest.mark.parametrize("role", ["lookup", "unit_it", "administrator", "rule_editor"])
    def test_of_who_reads_no_record_of_the_unit_are_empty(self, list_of, people, day, role):
        """Khoản 1 Điều 8, khoản 1 Điều 16 Quy chế: a role in the unit is no right to its work."""
        officer = people["petition_officer"]
        actor = replace(officer, assignments=(replace(officer.assignments[0], role=role),))
        for tab in OPEN_TABS:
            page = list_of(actor, tab=tab)
            assert (page.rows, page.counts[tab], page.steps) == ((), 0, {})

    def test_that_nobody_knows_are_the_first_one(self, list_of, people, day):
        assert codes(list_of(people["petition_officer"], tab="moon")) == day[:2]

    def test_give_the_rail_its_figure(self, office, list_of, people, day):
        for role in ("petition_officer", "section_head", "registrar"):
            with office.database.reading() as tx:
                assert rail(tx, office, people[role]).doable == list_of(people[role]).total


class TestFilter:
    @pytest.fixture
    def complaints(self, register_complaint):
        return [
            register_complaint(title="Bồi thường khi thu hồi đất", field="land"),
            register_complaint(title="Cấp giấy phép xây dựng", field="admin_other"),
            register_complaint(
                title="Đường vào Trường 50% đã mở", author_name="Đặng Thị Điệp", field="land"
            ),
        ]

    def test_by_text_looks_at_title_code_and_author(self, list_of, people, complaints):
        by_code = {one.registered.code: place for place, one in enumerate(complaints)}
        wanted = {
            "thu hồi": [0],
            "thu hoi": [0],
            "THU  HOI": [0],
            "đường": [2],
            "dang thi diep": [2],
            "D-2026-000002": [1],
            "d-2026": [0, 1, 2],
            "trăng": [],
            "%": [0, 1, 2],
        }
        for text, found in wanted.items():
            page = list_of(people["petition_officer"], text=text)
            assert [by_code[code] for code in codes(page)] == found, text
            assert page.total == len(found), text

    def test_by_field(self, list_of, people, complaints):
        page = list_of(people["petition_officer"], field="land")
        assert (page.total, len(page.rows)) == (2, 2)

    def test_by_kind(self, list_of, people, complaints):
        assert list_of(people["petition_officer"], kind="feedback").rows == ()
        assert len(list_of(people["petition_officer"], kind="complaint").rows) == 3

    def test_by_step_offers_the_steps_that_wait_in_the_unit(self, list_of, people, complaints):
        complaints[0].do("propose_handling")
        page = list_of(people["petition_officer"], tab="unit", element="approve_proposal")
        assert codes(page) == [complaints[0].registered.code]
        assert page.steps == {
            "approve_proposal": "Duyệt đề xuất",
            "propose_handling": "Đề xuất hướng xử lý đơn",
        }

    def test_applies_to_what_i_have_done_as_well(self, list_of, people, complaints):
        for complaint in complaints:
            complaint.do("propose_handling")
        officer = people["petition_officer"]
        assert list_of(officer, tab="done", text="thu hoi").total == 1
        assert list_of(officer, tab="done", field="land").total == 2


class TestOrder:
    @pytest.fixture
    def complaints(self, office, register_complaint):
        """Due on 28/08, 01/09 and never (received before the law knew the term)."""
        late = register_complaint(date(2026, 8, 24), title="B", author_name="Y")
        soon = register_complaint(date(2026, 8, 18), title="C", author_name="Z")
        never = register_complaint(date(2012, 6, 29), title="A", author_name="X")
        return {"late": late, "soon": soon, "never": never}

    def names(self, complaints, page):
        by_code = {one.registered.code: name for name, one in complaints.items()}
        return [by_code[row.code] for row in page.rows]

    def test_is_by_due_date_with_what_has_none_at_the_end(self, list_of, people, complaints):
        page = list_of(people["petition_officer"])
        assert self.names(complaints, page) == ["soon", "late", "never"]

    def test_can_be_turned_round_with_what_has_none_still_at_the_end(
        self, list_of, people, complaints
    ):
        page = list_of(people["petition_officer"], sort="-due")
        assert self.names(complaints, page) == ["late", "soon", "never"]

    @pytest.mark.parametrize("sort", ["title", "author"])
    def test_can_be_by_words(self, list_of, people, complaints, sort):
        page = list_of(people["petition_officer"], sort=sort)
        assert self.names(complaints, page) == ["never", "late", "soon"]

    def test_never_loses_or_repeats_a_row(self, list_of, people, complaints):
        for sort in (*SORTS, "moon", ""):
            for asked in (sort, f"-{sort}"):
                page = list_of(people["petition_officer"], sort=asked)
                assert len(set(codes(page))) == page.total == 3, asked


class TestPages:
    @pytest.fixture
    def many(self, office, complaint):
        """120 open steps, as if of 120 cases: only the first page is ever loaded."""
        (item,) = complaint.items
        columns = {
            column.name: getattr(item, column.name)
            for column in WorkItem.__table__.columns
            if column.name != "id"
        }
        with office.database.writing() as tx:
            tx.add_all(
                WorkItem(**(columns | {"task_id": f"{number:032x}"})) for number in range(119)
            )

    def test_hold_fifty_rows(self, list_of, people, many):
        page = list_of(people["petition_officer"])
        assert (len(page.rows), page.total, page.pages) == (50, 120, 3)

    def test_follow_each_other_without_gap(self, list_of, people, many):
        seen = [
            row.item_id
            for number in (1, 2, 3)
            for row in list_of(people["petition_officer"], page=number).rows
        ]
        assert len(seen) == len(set(seen)) == 120

    @pytest.mark.parametrize(("asked", "shown"), [(0, 1), (-5, 1), (99, 3)])
    def test_that_are_not_there_are_the_nearest(self, list_of, people, many, asked, shown):
        page = list_of(people["petition_officer"], page=asked)
        assert page.page == shown
        assert len(page.rows) == (20 if shown == 3 else 50)

    def test_of_an_empty_list_are_one(self, list_of, strangers, many):
        page = list_of(strangers["head"])
        assert (page.page, page.pages, page.rows) == (1, 1, ())


class TestNamedElsewhere:
    def test_a_step_named_for_a_colleague_is_in_the_unit_but_not_doable(
        self, office, list_of, people, colleagues, complaint
    ):
        complaint.go_to("verify_report")
        with office.database.writing() as tx:
            tx.execute(update(WorkItem).values(assignee_id=colleagues["verifier"].account_id))
        assert list_of(people["verifier"]).rows == ()
        (row,) = list_of(people["verifier"], tab="unit").rows
        assert row.holder == colleagues["verifier"].name
        assert not row.can_claim
