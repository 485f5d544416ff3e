"""How early a unit wants to be reminded: its head decides, and every chip follows."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from cases.actions.set_reminder_days import set_reminder_days
from cases.errors import NotAllowedError, ReminderDaysRefusedError
from cases.models.journal_entry import JournalEntry
from cases.office import to_json
from cases.queries.case_page import case_page
from cases.queries.due_state import Urgency
from cases.queries.today import today_page
from cases.queries.work_list import WorkFilter, work_list
from cases.reminders import Reminders, read_reminders
from tests.cases.fixtures import on_both_databases

DUE_IN_FOUR_WORKING_DAYS = date(2026, 8, 22)  # received then, it is due on Friday 04/09


@pytest.fixture
def set_days(office, people):
    """Let the head set the days of the ward: ``set_days(5)``."""

    def set_days(days, by=None):
        unit_id = people["head"].assignments[0].unit_id
        with office.database.writing() as tx:
            set_reminder_days(tx, office, by or people["head"], unit_id=unit_id, days=days)

    return set_days


@pytest.fixture
def complaint(register_complaint):
    return register_complaint(DUE_IN_FOUR_WORKING_DAYS)


@on_both_databases
class TestSetting:
    def test_of_the_installation_holds_until_the_head_sets_another(self, office, people, set_days):
        unit_id = people["head"].assignments[0].unit_id
        with office.database.reading() as tx:
            assert read_reminders(tx, office).days(unit_id) == 3
        set_days(5)
        set_days(6)
        with office.database.reading() as tx:
            assert read_reminders(tx, office) == Reminders(3, {unit_id: 6})

    def test_is_written_down_with_what_it_was_before(self, office, set_days):
        set_days(5)
        with office.database.reading() as tx:
            query = select(JournalEntry).where(JournalEntry.action == "set_reminder_days")
            assert tx.scalars(query).one().detail == to_json({"before": 3, "after": 5})

    @pytest.mark.parametrize("days", [None, 0, -1, 16])
    def test_refuses_other_numbers(self, set_days, days):
        with pytest.raises(ReminderDaysRefusedError) as refused:
            set_days(days)
        assert refused.value.longest == 15

    @pytest.mark.parametrize("role", ["section_head", "registrar", "inspectorate"])
    def test_is_for_the_head_only(self, people, set_days, role):
        with pytest.raises(NotAllowedError):
            set_days(5, by=people[role])


class TestChip:
    @pytest.mark.parametrize(("days", "urgency"), [(3, Urgency.LATER), (4, Urgency.SOON)])
    def test_turns_as_early_as_the_unit_wants(
        self, office, people, opened_complaint, set_days, days, urgency
    ):
        set_days(days)
        code = opened_complaint.registered.code
        with office.database.reading() as tx:
            row = work_list(tx, office, people["head"], filters=WorkFilter()).rows[0]
            case = case_page(tx, office, people["head"], code=code)
            soon = today_page(tx, office, people["head"]).tally.soon
        states = (row.due, row.case_due, case.deadlines[0].due, case.open_steps[0].due)
        assert {state.urgency for state in states} == {urgency}
        assert soon == (1 if urgency is Urgency.SOON else 0)

    def test_of_another_unit_stays_as_it_is(self, office, people, complaint, strangers):
        unit_id = strangers["head"].assignments[0].unit_id
        with office.database.writing() as tx:
            set_reminder_days(tx, office, strangers["head"], unit_id=unit_id, days=10)
        with office.database.reading() as tx:
            assert today_page(tx, office, people["head"]).tally.soon == 0

    def test_in_the_list_of_the_city_is_that_of_each_unit(
        self, office, people, complaint, set_days
    ):
        set_days(10)
        with office.database.reading() as tx:
            assert today_page(tx, office, people["inspectorate"]).tally.soon == 1

    def test_follows_the_installation_where_no_unit_has_set_anything(
        self, office, people, complaint
    ):
        office.settings = replace(office.settings, reminder_days=4)
        with office.database.reading() as tx:
            assert today_page(tx, office, people["head"]).tally.soon == 1


class TestReminders:
    @pytest.mark.parametrize(
        ("units", "common"), [([], 3), ([1], 5), ([2, 4], 3), ([1, 2], None), ([1, 3], 5)]
    )
    def test_say_whether_units_agree(self, units, common):
        assert Reminders(3, {1: 5, 3: 5}).common(units) == common
