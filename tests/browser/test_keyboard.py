"""The office is run without a mouse."""

import pytest

from tests.browser.conftest import COLLEAGUE, OFFICER, REGISTRAR
from tests.browser.paper import type_in
from tests.cases.answers import usual_answers

pytestmark = pytest.mark.browser


@pytest.fixture
def work(windows, complaint):
    """The officer's list with the complaint of this test on top."""
    page = windows.open(OFFICER, "/viec-cua-toi?xep=-opened")
    assert page.locator("tr[data-row]").count() > 1
    return page


def marked(page):
    """Return the number of the row that has the mark."""
    return page.locator("tr[data-row]").evaluate_all(
        "rows => rows.findIndex(row => row.classList.contains('is-focus'))"
    )


def go_to_own_row(page, complaint):
    """Walk down the list to the complaint."""
    rows = page.locator("tr[data-row]").all_inner_texts()
    place = next(n for n, row in enumerate(rows) if complaint.registered.code in row)
    for _ in range(place + 1):
        page.keyboard.press("j")
    assert marked(page) == place


class TestLettersOfTheTaskList:
    def test_j_and_k_walk_through_the_rows(self, work):
        places = []
        for key in "jjkk":
            work.keyboard.press(key)
            places.append(marked(work))
        assert places == [0, 1, 0, 0]

    def test_enter_opens_the_step(self, work, complaint, step_address):
        go_to_own_row(work, complaint)
        work.keyboard.press("Enter")
        work.wait_for_url(f"**{step_address('propose_handling')}")

    def test_n_takes_the_step_and_t_gives_it_back(self, work, complaint):
        go_to_own_row(work, complaint)
        work.keyboard.press("n")
        work.get_by_text("Đã nhận việc").wait_for()
        go_to_own_row(work, complaint)
        work.keyboard.press("t")
        work.get_by_text("Đã trả việc").wait_for()

    def test_do_nothing_before_a_row_is_chosen(self, work, complaint):
        work.keyboard.press("n")
        work.keyboard.press("t")
        work.keyboard.press("j")
        assert marked(work) == 0
        assert complaint.item("propose_handling").claimant_id is None

    def test_are_named_below_the_list(self, work):
        assert work.locator(".keys kbd").all_inner_texts() == ["J", "K", "Enter", "N", "T"]

    def test_can_be_switched_off_and_on_again(self, windows):
        page = windows.open(COLLEAGUE, "/tai-khoan")
        page.get_by_role("button", name="Tắt phím tắt").click()
        page.get_by_text("Đã tắt phím tắt").wait_for()
        page.goto("/viec-cua-toi")
        page.keyboard.press("j")
        assert marked(page) == -1
        assert page.locator(".keys kbd").count() == 0
        page.goto("/tai-khoan")
        page.get_by_role("button", name="Bật phím tắt").click()
        page.get_by_text("Đã bật phím tắt").wait_for()
        page.goto("/viec-cua-toi")
        page.keyboard.press("j")
        assert marked(page) == 0


LINKS_BESIDE = 3
"""So many links to the case and its papers may stand between a form and its button."""


class TestTab:
    def test_first_reaches_the_way_past_the_frame(self, work):
        work.keyboard.press("Tab")
        skip = work.locator(":focus")
        assert skip.inner_text() == "Đến nội dung chính"
        assert skip.bounding_box()["y"] >= 0
        work.keyboard.press("Enter")
        assert work.evaluate("document.activeElement.id") == "noi-dung"

    def test_goes_through_a_form_from_top_to_bottom_and_on_to_the_button(
        self, windows, step_address
    ):
        page = windows.open(OFFICER, step_address("propose_handling"))
        page.locator("[data-field] select:visible").first.focus()
        fields, heights = [], []
        while page.locator("form[data-typed] :focus").count():
            focused = page.locator(":focus")
            fields.append(focused.get_attribute("name"))
            heights.append(focused.evaluate("each => each.getBoundingClientRect().y + scrollY"))
            page.keyboard.press("Tab")
        assert fields == [
            "authority",
            "prior_resolution",
            "handling",
            "reason",
            "number",
            "proposed_on",
            "paper",
        ]
        assert heights == sorted(heights)
        button = page.locator(".actionbar .btn-main:focus")
        for _ in range(LINKS_BESIDE):
            if not button.count():
                page.keyboard.press("Tab")
        assert button.count() == 1

    def test_never_hides_the_focused_field_under_the_bar(self, windows):
        page = windows.open(REGISTRAR, "/tiep-nhan-don/triage")
        bar = page.locator(".actionbar").bounding_box()["y"]
        page.locator("[data-field] input").first.focus()
        for _ in range(14):
            page.keyboard.press("Tab")
            box = page.locator(":focus").bounding_box()
            first_line = min(box["height"], 33)
            assert box["y"] + first_line <= bar or page.locator(".actionbar :focus").count()

    def test_and_letters_are_enough_to_finish_a_step(self, windows, step_address, site, complaint):
        page = windows.open(OFFICER, step_address("propose_handling"))
        type_in(page, usual_answers("propose_handling", site.office.today()))
        page.locator(".actionbar .btn-main").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/ho-so/*")
        assert complaint.open == ["approve_proposal"]


class TestEscape:
    def test_closes_a_menu_and_gives_the_focus_back(self, windows, case_address):
        page = windows.open(REGISTRAR, case_address)
        page.locator("details.menu summary").focus()
        page.keyboard.press("Enter")
        assert page.get_by_role("link", name="Rút đơn").is_visible()
        page.keyboard.press("Escape")
        assert not page.get_by_role("link", name="Rút đơn").is_visible()
        assert page.locator(":focus").inner_text() == "Thao tác khác"
