"""The figures on the tabs of the task list, and the rows below them, tell the same."""

import pytest

from cases.actions.claim_item import claim_item
from cases.queries.work_list import PAGE_SIZE, WorkFilter, work_list
from cases.queries.work_tabs import OPEN_TABS

EVERYBODY = ("registrar", "petition_officer", "section_head", "head", "verifier", "inspectorate")


@pytest.fixture
def busy_ward(office, people, colleagues, register_complaint):
    """Cases at every point of the path; some steps are claimed, one is for a named verifier."""
    for element in ("propose_handling", "propose_handling", "approve_proposal", "verify_report"):
        register_complaint().go_to(element)
    for person in (people["petition_officer"], colleagues["petition_officer"]):
        matter = register_complaint()
        with office.database.writing() as tx:
            claim_item(tx, office, person, item_id=matter.item("propose_handling").id)
    return office


def list_of(office, person, **wanted):
    with office.database.reading() as tx:
        return work_list(tx, office, person, filters=WorkFilter(**wanted))


class TestTabs:
    @pytest.mark.parametrize("role", EVERYBODY)
    @pytest.mark.parametrize("tab", OPEN_TABS)
    def test_the_figure_on_a_tab_is_the_number_of_its_rows(self, busy_ward, people, role, tab):
        page = list_of(busy_ward, people[role], tab=tab)
        assert page.counts[tab] == page.total == len(page.rows)

    @pytest.mark.parametrize("tab", OPEN_TABS)
    def test_a_filter_by_step_counts_what_it_shows(self, busy_ward, people, tab):
        officer = people["petition_officer"]
        page = list_of(busy_ward, officer, tab=tab, element="propose_handling")
        assert page.total == len(page.rows)

    def test_claimed_by_a_colleague_is_not_mine_to_do(self, busy_ward, people):
        counts = list_of(busy_ward, people["petition_officer"]).counts
        assert (counts["doable"], counts["mine"], counts["unclaimed"]) == (3, 1, 2)

    def test_steps_of_the_unit_are_offered_by_name(self, busy_ward, people):
        steps = list_of(busy_ward, people["head"]).steps
        assert set(steps) == {"propose_handling", "approve_proposal", "verify_report"}
        assert list(steps.values()) == sorted(steps.values())


class TestPages:
    @pytest.fixture
    def two_pages(self, office, register_complaint):
        for _ in range(PAGE_SIZE + 1):
            register_complaint()
        return office

    def test_a_page_beyond_the_last_shows_the_last(self, two_pages, people):
        page = list_of(two_pages, people["petition_officer"], page=9)
        assert (page.page, page.pages, len(page.rows)) == (2, 2, 1)

    @pytest.mark.parametrize("sort", ["due", "-due", "code", "author", "holder", "nonsense"])
    def test_every_row_is_on_one_page_however_they_are_sorted(self, two_pages, people, sort):
        officer = people["petition_officer"]
        pages = [list_of(two_pages, officer, sort=sort, page=number) for number in (1, 2)]
        assert len({row.item_id for page in pages for row in page.rows}) == PAGE_SIZE + 1
