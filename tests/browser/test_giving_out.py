"""A leader gives work out with the keyboard alone, and an officer asks to hand it back."""

import pytest

from tests.browser.conftest import HEAD, OFFICER
from tests.browser.windows import Windows
from tests.cases.matter import Matter

pytestmark = pytest.mark.browser

MOST_STOPS = 300


@pytest.fixture(scope="module")
def all_windows(browser, own_site):
    """Windows of an office in which nobody else has given anything out."""
    return Windows(browser, own_site)


@pytest.fixture
def work(windows, own_site):
    """The leader's page with steps of one role that nobody has: its people may do each of them."""
    for _ in range(2):
        Matter.register(own_site.office, own_site.people, procedure="triage")
    page = windows.open(HEAD, "/phan-cong?vai-tro=petition_officer")
    assert page.locator("[data-pick]").count() > 1
    return page


def tab_to(page, selector):
    """Press Tab until the element has the focus."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(selector)


class TestKeyboard:
    def test_ticks_a_step_chooses_a_person_and_sends(self, work):
        tab_to(work, "[data-pick]")
        work.keyboard.press("Space")
        assert work.locator("[data-picked]").inner_text() == "1 việc"
        tab_to(work, "#person")
        work.keyboard.press("ArrowDown")
        tab_to(work, "#reason")
        work.keyboard.type("Ưu tiên")
        work.keyboard.press("Enter")
        work.get_by_text("Đã giao 1 việc cho").wait_for()

    def test_ticks_everything_at_once(self, work):
        tab_to(work, "[data-pick-all]")
        work.keyboard.press("Space")
        ticks = work.locator("[data-pick]").count()
        assert work.locator("[data-pick]:checked").count() == ticks
        assert work.locator("[data-picked]").inner_text() == f"{ticks} việc"

    def test_comes_to_the_list_of_mistakes_first(self, work):
        tab_to(work, ".actionbar button")
        work.keyboard.press("Enter")
        work.locator(".errsum").wait_for()
        assert work.evaluate("document.activeElement.classList.contains('errsum')")

    def test_gives_one_step_and_the_officer_hands_it_back(self, windows, work):
        code = work.locator("td .code").first.inner_text()
        tab_to(work, "td.what a")
        work.keyboard.press("Enter")
        work.get_by_role("heading", name="Phân công:").wait_for()
        work.get_by_label(OFFICER).focus()
        work.keyboard.press("Space")
        tab_to(work, ".actionbar .btn-main")
        work.keyboard.press("Enter")
        work.get_by_text(f"Đã giao {code} cho {OFFICER}").wait_for()
        mine = windows.open(OFFICER, "/viec-cua-toi?nhom=mine")
        row = mine.locator("tr", has_text=code)
        row.get_by_role("link", name="Đề xuất giao lại").press("Enter")
        mine.locator("#reason").wait_for()
        tab_to(mine, "#reason")
        mine.keyboard.type("Tôi đi tập huấn")
        tab_to(mine, ".actionbar .btn-main")
        mine.keyboard.press("Enter")
        mine.get_by_text("việc vẫn do bạn giữ đến khi có trả lời").wait_for()
        work.goto("/hom-nay")
        work.get_by_role("link", name="Xem và trả lời").press("Enter")
        work.get_by_text("Tôi đi tập huấn").wait_for()


def test_the_task_list_keeps_within_the_screen_whatever_steps_are_called(windows, work):
    """At 1366 px, with step names of a hundred characters, as wide as the head of the table."""
    page = windows.open(OFFICER, "/viec-cua-toi?nhom=unit")
    page.set_viewport_size({"width": 1366, "height": 768})
    page.evaluate(
        "() => document.querySelectorAll('td.step').forEach(cell => {"
        " cell.textContent = 'Đề xuất hướng xử lý, soạn phiếu và tập hợp tài liệu '.repeat(2); })"
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("table.work").evaluate(
        "table => table.getBoundingClientRect().right"
        " <= table.parentElement.getBoundingClientRect().right + 1"
    )
