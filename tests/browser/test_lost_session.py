"""A session that ran out in the middle of a form loses nothing of it."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from cases.models.user_session import UserSession
from tests.browser.conftest import OFFICER, PASSWORD, SECTION_HEAD
from tests.browser.paper import send, type_in, typed_in
from tests.browser.windows import become

pytestmark = pytest.mark.browser

TYPED = {"reason": "Đang nhập thì hết phiên.", "number": "78/PĐX"}


@pytest.fixture
def let_it_end(site):
    """End the newest session: nobody has touched it for half an hour."""

    def end():
        newest = select(func.max(UserSession.id)).scalar_subquery()
        with site.office.database.writing() as tx:
            tx.execute(
                update(UserSession)
                .where(UserSession.id == newest)
                .values(last_seen_at=site.clock.written_at() - timedelta(minutes=31))
            )

    return end


@pytest.fixture
def ended(windows, complaint, step_address, let_it_end):
    """The page that is shown when the form is sent too late."""
    page = windows.new()
    become(page, OFFICER, step_address("propose_handling"))
    type_in(page, TYPED)
    let_it_end()
    send(page)
    page.get_by_role("heading", name="Phiên làm việc đã hết").wait_for()
    return page


class TestEndedSession:
    def test_says_that_what_was_typed_is_kept(self, ended):
        assert "Phần bạn vừa nhập đã được lưu nháp lúc" in ended.locator(".state").inner_text()

    def test_goes_on_where_it_ended_after_the_password(self, ended):
        ended.get_by_label("Mật khẩu của nguyenvana@danang.gov.vn").fill(PASSWORD)
        ended.get_by_role("button", name="Đăng nhập lại và làm tiếp").click()
        ended.get_by_text("Đây là bản nháp của bạn").wait_for()
        assert {key: typed_in(ended, key) for key in TYPED} == TYPED

    def test_refuses_a_wrong_password_and_still_leads_back(self, ended):
        ended.get_by_label("Mật khẩu của nguyenvana@danang.gov.vn").fill("mật khẩu khác")
        ended.keyboard.press("Enter")
        ended.get_by_role("alert").wait_for()
        ended.get_by_label("Mật khẩu").fill(PASSWORD)
        ended.keyboard.press("Enter")
        ended.get_by_text("Đây là bản nháp của bạn").wait_for()
        assert {key: typed_in(ended, key) for key in TYPED} == TYPED

    def test_shows_the_draft_to_nobody_else(self, ended):
        ended.get_by_role("link", name="Đổi người dùng").click()
        ended.get_by_role("button", name=SECTION_HEAD).click()
        ended.get_by_role("heading", name="Bạn không có quyền").wait_for()
        assert TYPED["reason"] not in ended.content()
