"""Tra cứu from the first day: a petition in triage, and the case it becomes."""

from datetime import date

import pytest

from tests.cases.fixtures import on_both_databases
from tests.cases.matter import Matter
from tests.cases.search.conftest import codes


@pytest.fixture
def petition(office, people):
    """A complaint that was registered today and has no case yet."""
    return Matter.register(office, people, procedure="triage")


@on_both_databases
class TestPetitionInTriage:
    def test_is_found_by_code_name_and_words_and_shows_where_it_stands(
        self, petition, find, people
    ):
        for asked in (petition.registered.petition_code, "D 1", "ly van p", "412/QĐ-UBND"):
            (row,) = find(people["head"], asked).rows
            assert row.code == petition.registered.petition_code
        assert row.petition_codes == ()
        assert row.steps == ("Đề xuất hướng xử lý đơn",)
        assert row.due.due_on == date(2026, 9, 9)
        assert codes(find(people["head"], "dat", status="open", field="land")) == [row.code]

    def test_is_not_found_by_another_unit(self, petition, find, strangers):
        assert find(strangers["head"], petition.registered.petition_code).rows == ()

    def test_is_found_as_its_case_once_that_is_opened(self, petition, find, people, found):
        petition.go_to("approve_proposal", propose_handling={"number": "7/PĐX"})
        assert found("7/PĐX") == [petition.registered.petition_code]
        petition.do("approve_proposal")
        case = petition.opened().registered
        for asked in (case.petition_code, case.case_code, "ly van p", "7/PĐX"):
            (row,) = find(people["head"], asked).rows
            assert (row.code, row.petition_codes) == (case.case_code, (case.petition_code,))
