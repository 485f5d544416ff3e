"""Hôm nay: a leader sees what is late, due and unassigned, and every figure is a list."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from cases.actions.claim_item import claim_item
from cases.actor import Actor, Assignment
from cases.errors import NotAllowedError, NotFoundError
from cases.models.deadline import Deadline
from cases.models.unit import Unit
from cases.queries.due_list import DueFilter, due_list
from cases.queries.due_state import Urgency
from cases.queries.rail import rail
from cases.queries.today import today_page
from cases.sweeps.escalate_overdue import sweep as escalate
from tests.cases.fixtures import on_both_databases
from tests.cases.matter import Matter
from tests.cases.statements import sent_to

FIGURES = ("late", "today", "soon", "unassigned", "open")


@pytest.fixture
def today(office):
    """Open the page of somebody: ``today(people["head"])``."""

    def open_page(actor, unit_id=None):
        with office.database.reading() as tx:
            return today_page(tx, office, actor, unit_id=unit_id)

    return open_page


@pytest.fixture
def list_of(office):
    """Open a list: ``list_of(people["head"], "late")``."""

    def open_list(actor, selection, **filters):
        with office.database.reading() as tx:
            return due_list(tx, office, actor, filters=DueFilter(selection, **filters))

    return open_list


@pytest.fixture
def claim(office, people):
    def claim(complaint, role="petition_officer"):
        with office.database.writing() as tx:
            claim_item(tx, office, people[role], item_id=complaint.items[0].id)

    return claim


@pytest.fixture
def due(office):
    """Let the running terms of a petition end on the days: ``due(petition, day, day, day)``."""

    def move(petition, *days):
        with office.database.writing() as tx:
            rows = tx.scalars(
                select(Deadline).where(
                    Deadline.subject_kind == "petition",
                    Deadline.subject_id == petition.registered.petition_id,
                )
            )
            for row, day in zip(rows, days, strict=True):
                row.due_on = day

    return move


def codes(rows):
    return [row.code for row in rows]


def figures(page):
    return {name: getattr(page.tally, name) for name in FIGURES}


@on_both_databases
class TestTally:
    def test_counts_by_urgency(self, today, people, complaints):
        """To be accepted today, a petition is to be handled soon as well."""
        page = today(people["head"])
        assert figures(page) == {"late": 1, "today": 1, "soon": 2, "unassigned": 4, "open": 4}

    def test_of_an_empty_office_is_nothing_but_zeros(self, today, people):
        page = today(people["head"])
        assert figures(page) == dict.fromkeys(FIGURES, 0)
        assert (page.late, page.due, page.waiting, page.unassigned) == ((), (), (), ())

    def test_is_the_length_of_the_list_behind_it(self, today, list_of, people, complaints, claim):
        claim(complaints["late"])
        page = today(people["head"])
        for name in FIGURES:
            assert getattr(page.tally, name) == list_of(people["head"], name).total, name
        assert page.tally.due == list_of(people["head"], "due").total

    def test_counts_a_deadline_that_no_step_stands_for(self, today, people, complaints, hide_step):
        hide_step(complaints["late"])
        page = today(people["head"])
        assert (page.tally.late, page.tally.open) == (1, 4)
        (row,) = page.late
        assert (row.what, row.name) == ("deadline", "Thụ lý hoặc không thụ lý")
        assert row.stands_at == ("Đề xuất hướng xử lý đơn",)

    def test_counts_nothing_twice(self, today, people, complaints):
        assert codes(today(people["head"]).late) == [complaints["late"].registered.code]

    def test_leaves_out_what_stands_still(self, today, people, complaints, suspend):
        suspend(complaints["late"].go_to("accept"))
        page = today(people["head"])
        assert (page.tally.late, page.tally.unassigned, page.tally.open) == (0, 3, 4)

    def test_counts_what_waits_for_the_person(self, office, today, people, complaints):
        complaints["late"].do("propose_handling")
        page = today(people["section_head"])
        (row,) = page.waiting
        assert page.tally.waiting == 1
        assert (row.code, row.sent_by) == (complaints["late"].registered.code, "Nguyễn Văn A")
        with office.database.reading() as tx:
            assert rail(tx, office, people["section_head"]).doable == page.tally.waiting


@on_both_databases
class TestMatterWithSeveralTerms:
    """A petition is to be answered (Điều 27 KN) and handled (Điều 28 TCD) at the same time."""

    @pytest.fixture
    def petition(self, office, people, hide_step):
        petition = Matter.register(office, people, procedure="triage", received_on=date(2026, 8, 3))
        hide_step(petition)
        assert len(petition.running) > 1
        return petition

    def test_stands_in_a_list_once_with_its_nearest_date(self, list_of, people, petition):
        page = list_of(people["head"], "late")
        (row,) = page.rows
        assert (page.total, row.code) == (1, petition.registered.code)
        assert row.due.due_on == min(petition.running.values())

    def test_says_how_many_dates_more_the_list_would_hold(self, list_of, people, petition):
        (row,) = list_of(people["head"], "late").rows
        late = [day for day in petition.running.values() if day < date(2026, 8, 26)]
        assert row.others == len(late) - 1 > 0

    def test_is_counted_once(self, today, list_of, people, petition):
        page = today(people["head"])
        assert page.tally.late == 1 == len(page.late)
        assert page.late[0].others == list_of(people["head"], "late").rows[0].others

    def test_is_counted_once_among_what_is_due_today_and_soon(
        self, today, list_of, people, petition, due
    ):
        due(petition, date(2026, 8, 26), date(2026, 8, 27), date(2026, 8, 28))
        tally = today(people["head"]).tally
        assert (tally.late, tally.today, tally.soon, tally.due) == (0, 1, 1, 1)
        assert list_of(people["head"], "due").total == 1

    def test_has_every_date_in_the_list_of_its_day(self, list_of, people, petition, due):
        due(petition, date(2026, 8, 26), date(2026, 8, 26), date(2026, 8, 27))
        assert list_of(people["head"], "day", day=date(2026, 8, 26)).total == 2


@on_both_databases
class TestPage:
    def test_shows_the_oldest_first(self, today, people, register_complaint):
        newer, older = register_complaint(date(2026, 8, 5)), register_complaint(date(2026, 8, 3))
        assert codes(today(people["head"]).late) == [
            older.registered.code,
            newer.registered.code,
        ]

    def test_shows_who_has_a_step(self, today, people, complaints, claim):
        claim(complaints["late"])
        (row,) = today(people["head"]).late
        assert (row.holder, row.due.urgency) == ("Nguyễn Văn A", Urgency.LATE)

    def test_lets_only_those_open_a_step_who_may_do_it(self, today, people, complaints):
        (row,) = today(people["head"]).late
        assert row.address is None

    def test_shows_the_load_of_everybody_to_whom_work_can_be_given(
        self, today, people, complaints, claim
    ):
        claim(complaints["late"])
        claim(complaints["today"])
        loads = {load.name: load for load in today(people["head"]).workloads.rows}
        busy, free = loads["Nguyễn Văn A"], loads["Phan Văn T"]
        assert (busy.held, busy.late, busy.due) == (2, 1, 1)
        assert (free.held, free.late, free.due) == (0, 0, 0)
        assert "Lê Văn C" not in loads

    def test_takes_no_more_statements_for_more_rows(
        self, office, today, people, complaints, register_complaint, hide_step
    ):
        hide_step(complaints["late"])
        with sent_to(office.database) as few:
            today(people["head"])
        for _ in range(6):
            hide_step(register_complaint(date(2026, 8, 3)))
            register_complaint(date(2026, 8, 18))
        with sent_to(office.database) as many:
            today(people["head"])
        assert len(few.statements) == len(many.statements) <= 16


class TestUnit:
    @pytest.fixture
    def other_unit(self, strangers):
        return strangers["head"].assignments[0].unit_id

    def test_is_that_of_the_leader(self, today, strangers, complaints):
        page = today(strangers["head"])
        assert (page.unit.name, page.tally.open) == ("UBND phường Mẫu Bình", 0)

    @pytest.mark.parametrize("role", ["petition_officer", "verifier", "administrator"])
    def test_is_looked_after_by_leaders_only(self, today, people, role):
        with pytest.raises(NotAllowedError):
            today(people[role])

    def test_of_others_is_not_shown(self, today, people, other_unit):
        with pytest.raises(NotAllowedError):
            today(people["head"], other_unit)

    def test_can_be_any_for_the_inspectorate(self, today, people, complaints, other_unit):
        inspector = people["inspectorate"]
        assert today(inspector).tally.late == 1
        assert today(inspector, other_unit).tally.late == 0
        with pytest.raises(NotFoundError):
            today(inspector, 999)

    def test_of_the_city_shows_the_load_of_units(self, today, people, complaints):
        page = today(people["inspectorate"])
        (load,) = page.workloads.rows
        assert (load.name, load.held, load.late, load.due) == ("UBND phường Mẫu An", 4, 1, 2)

    def test_can_be_chosen_by_somebody_who_leads_two(self, office, today, people, other_unit):
        head = people["head"]
        both = (*head.assignments, Assignment("section_head", other_unit, "UBND phường Mẫu Bình"))
        page = today(replace(head, assignments=both), other_unit)
        assert page.unit.unit_id == other_unit
        assert len(page.unit.options) == 2


class TestWhatIsLateForLong:
    def test_is_counted_for_those_who_see_the_city(
        self, office, today, list_of, people, complaints
    ):
        escalate(office)
        assert today(people["head"]).tally.escalated is None
        page = today(people["inspectorate"])
        assert page.tally.escalated == 1 == list_of(people["inspectorate"], "escalated").total
        assert codes(page.escalated) == [complaints["late"].registered.code]


@on_both_databases
class TestList:
    def test_of_a_person_holds_what_the_person_has(self, list_of, people, complaints, claim):
        claim(complaints["late"])
        officer = people["petition_officer"].account_id
        for selection, total in (("open", 1), ("late", 1), ("due", 0)):
            page = list_of(people["head"], selection, holder_id=officer)
            assert (page.total, page.holder_name) == (total, "Nguyễn Văn A")

    def test_names_nobody_from_elsewhere(self, list_of, people, strangers):
        stranger = strangers["head"].account_id
        assert list_of(people["head"], "open", holder_id=stranger).holder_name is None
        assert list_of(people["inspectorate"], "open", holder_id=stranger).holder_name

    def test_is_for_everybody_who_works_on_cases_in_the_unit(self, list_of, people, complaints):
        assert list_of(people["petition_officer"], "late").total == 1
        with pytest.raises(NotAllowedError):
            list_of(people["administrator"], "late")

    def test_has_pages_and_none_beyond_the_last(self, list_of, people, register_complaint):
        for _ in range(51):
            register_complaint(date(2026, 8, 3))
        first, last = (list_of(people["head"], "late", page=number) for number in (1, 9))
        assert (len(first.rows), len(last.rows), last.page, last.pages) == (50, 1, 2, 2)
        assert not set(codes(first.rows)) & set(codes(last.rows))

    def test_puts_what_has_no_date_last(self, list_of, people, complaints, hide_step):
        hide_step(complaints["late"])
        rows = list_of(people["head"], "open").rows
        assert codes(rows)[-1] == complaints["late"].registered.code
        assert rows[-1].due is None


class TestUnitChoice:
    def test_offers_the_inspectorate_every_unit_in_force(self, office, today, people):
        with office.database.reading() as tx:
            count = len(list(tx.scalars(select(Unit.id))))
        page = today(people["inspectorate"])
        assert (page.unit.has_city, len(page.unit.options)) == (True, count)

    def test_refuses_a_person_without_roles(self, today):
        with pytest.raises(NotAllowedError):
            today(Actor(1, "", "", ()))
