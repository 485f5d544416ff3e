"""Before a session is over its page says so; afterwards it shows nothing any more."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from cases.models.user_session import UserSession
from tests.browser.conftest import OFFICER
from tests.browser.windows import become

pytestmark = pytest.mark.browser


@pytest.fixture
def page(windows):
    """A page whose own clock stands still until it is moved."""
    page = windows.new()
    page.clock.install()
    become(page, OFFICER, "/tai-khoan")
    return page


@pytest.fixture
def idle(site, page):
    """Let both clocks, the server's and the page's, tell that nobody did anything."""

    def idle(minutes):
        newest = select(func.max(UserSession.id)).scalar_subquery()
        seen = site.clock.written_at() - timedelta(minutes=minutes)
        with site.office.database.writing() as tx:
            tx.execute(
                update(UserSession).where(UserSession.id == newest).values(last_seen_at=seen)
            )
        page.clock.fast_forward("30:00")

    return idle


class TestWarning:
    def test_says_how_long_is_left_and_lets_go_on(self, page, idle):
        idle(28.5)
        page.get_by_text("Phiên làm việc sẽ hết sau 2 phút vì không có thao tác.").wait_for()
        page.get_by_role("button", name="Làm tiếp").click()
        page.get_by_role("button", name="Làm tiếp").wait_for(state="hidden")
        assert page.title().startswith("Tài khoản")

    def test_is_not_there_while_another_window_is_used(self, page, idle):
        with page.expect_response("**/con-lai"):
            idle(1)
        assert page.locator("[data-session]").is_hidden()


class TestEnd:
    def test_takes_the_page_away(self, page, idle):
        idle(31)
        page.get_by_role("heading", name="Phiên làm việc đã hết").wait_for()

    def test_leaves_what_was_typed_where_no_draft_is_kept(self, page, idle):
        page.goto("/tai-khoan/mat-khau")
        page.locator("#new").fill("một câu khác hẳn")
        idle(31)
        page.get_by_role("link", name="Đăng nhập lại ở thẻ mới").wait_for()
        assert page.locator("#new").input_value() == "một câu khác hẳn"
