"""A session that ran out in the middle of a form loses nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from cases.models.draft import Draft
from tests.web.conftest import OFFICER

TYPED = "Đang nhập thì hết phiên"
BY_SCRIPT = {"X-Requested-With": "fetch"}


@pytest.fixture
def half_an_hour_later(office, step_page):
    """More than half an hour after the step was opened."""
    office.clock.set(office.clock.now() + timedelta(minutes=31))


@pytest.mark.usefixtures("half_an_hour_later")
class TestExpiredSession:
    def test_says_when_it_ended_and_asks_for_the_password(self, officer, step_address):
        page = officer.get(step_address)
        assert (page.status, page.title) == (401, "Phiên làm việc đã hết lúc 10:30")
        assert "Mật khẩu của nguyenvana@danang.gov.vn" in page.text

    def test_keeps_what_was_sent_as_a_draft(self, officer, step_page, step_address):
        page = officer.submit(step_page, "bieu-mau", reason=TYPED)
        assert (page.status, page.title) == (401, "Phiên làm việc đã hết lúc 10:30")
        assert "đã được lưu nháp lúc 10:31" in page.text
        assert page.field("_next") == step_address

    def test_leads_back_to_the_step_with_the_draft(self, officer, step_page, step_address):
        officer.submit(step_page, "bieu-mau", reason=TYPED)
        page = officer.sign_in_as(OFFICER).get(step_address)
        assert page.field("reason") == TYPED
        assert "Đây là bản nháp của bạn, lưu lúc 10:31" in page.text

    def test_lets_a_page_that_stayed_open_be_sent_after_signing_in_again(self, officer, step_page):
        officer.sign_in_as(OFFICER)
        page = officer.post(step_page.address, step_page.values("bieu-mau") | {"reason": TYPED})
        assert page.status == 422  # read, and found incomplete

    def test_tells_a_script_without_a_page(self, officer, step_page, step_address):
        values = step_page.values("bieu-mau") | {"reason": TYPED}
        answer = officer.post(f"{step_address}/nhap", values, headers=BY_SCRIPT)
        assert (answer.status, answer.json) == (401, {"error": "signed_out"})
        page = officer.sign_in_as(OFFICER).get(step_address)
        assert page.field("reason") == TYPED

    def test_keeps_nothing_for_whom_the_browser_does_not_know(self, visitor, step_page):
        page = visitor.post(
            step_page.address, step_page.values("bieu-mau") | {"_csrf": visitor.token()}
        )
        assert page.title == "Đơn Thư"
        assert page.all("sign-box")


class TestSessionThatWasEndedOnPurpose:
    """A stolen machine, a locked account: nothing is written in the person's name any more."""

    @pytest.fixture
    def sent(self, officer, signed_in, step_page):
        signed_in(OFFICER).post("/tai-khoan/phien/ket-thuc", {"keeps_this": "1"})
        return officer.submit(step_page, "bieu-mau", reason=TYPED)

    def test_keeps_nothing_and_says_so(self, sent):
        assert (sent.status, sent.title) == (401, "Phiên làm việc đã hết lúc 10:00")
        assert "Phần bạn vừa nhập không được lưu." in sent.text

    def test_leaves_the_draft_of_the_person_alone(self, office, sent):
        with office.database.reading() as tx:
            assert tx.scalars(select(Draft)).all() == []


class TestPageOfAnotherSession:
    @pytest.fixture
    def stale(self, officer, step_page):
        """The officer's page, sent after somebody signed out and in again."""
        officer.post("/thoat")
        officer.sign_in_as(OFFICER)
        return officer.post(step_page.address, step_page.values("bieu-mau") | {"reason": TYPED})

    def test_is_not_recorded(self, stale):
        assert (stale.status, stale.title) == (400, "Trang này mở từ một phiên làm việc khác")

    def test_can_still_be_kept_as_a_draft(self, officer, stale, step_address):
        form = next(each for each in stale.tree.forms if each.action.endswith("/nhap"))
        officer.post(form.action, dict(form.form_values()))
        assert officer.get(step_address).field("reason") == TYPED
