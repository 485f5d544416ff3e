"""A petition goes from one ward to another: received there, or given back with a reason."""

from typing import Any

import pytest

from cases.actions.create_account import create_account
from tests.browser.conftest import HEAD, OFFICER, REGISTRAR, SECTION_HEAD
from tests.browser.paper import Typed, send, type_in
from tests.browser.served import ServedOffice
from tests.browser.windows import Windows
from tests.cases.answers import usual_answers

pytestmark = pytest.mark.browser

RECIPIENT = "Đinh Thị Văn Thư Phường Bình"
WARD = "UBND phường Mẫu Bình"
REASON = "Thửa đất không thuộc địa bàn phường."


@pytest.fixture(scope="module")
def windows(browser: Any, own_site: ServedOffice) -> Any:
    """Windows of an office in which the other ward has somebody at the counter."""
    office = own_site.office
    with office.database.writing() as tx:
        create_account(
            tx,
            office,
            None,
            email=f"dinhthi@{office.settings.email_domain}",
            full_name=RECIPIENT,
            unit_code="mau-binh",
            roles=("registrar",),
            request_document="01/ĐN-MẪU",
        )
    opened = Windows(browser, own_site)
    yield opened
    opened.close()
    assert opened.complaints == []


@pytest.fixture
def passed_on(windows, own_site) -> str:
    """The code of a petition that four people have brought on its way to the other ward."""
    today = own_site.office.today()
    page = windows.open(REGISTRAR, "/tiep-nhan-don/triage")
    fill_in(page, usual_answers("register", today))
    code = page.locator("h1").inner_text()
    for person, step, typed in (
        (OFFICER, "propose_handling", {"handling": "transfer", "competence": "not_own"}),
        (SECTION_HEAD, "approve_proposal", {}),
        (HEAD, "transfer_petition", {"transfer_to": "unit"}),
    ):
        page = windows.open(person, f"/ho-so/{code}")
        page.get_by_role("link", name="Làm bước").click()
        if step == "transfer_petition":
            type_in(page, {"transfer_to": "unit"})
            page.get_by_label("Đơn vị nhận").select_option(label=WARD)
        fill_in(page, usual_answers(step, today) | typed)
    return code


def fill_in(page: Any, answers: Typed) -> None:
    type_in(page, answers)
    send(page)
    page.wait_for_url("**/ho-so/*")


def at_the_recipient(windows, code):
    page = windows.open(RECIPIENT)
    page.get_by_role("link", name="Đơn chuyển đến").click()
    return page, page.locator("#cho-nhan").get_by_role("row").filter(has_text=code)


def test_is_received_with_a_number_of_its_own(windows, passed_on):
    page, row = at_the_recipient(windows, passed_on)
    assert "UBND phường Mẫu An" in row.inner_text()
    row.get_by_role("link", name="Nhận, vào sổ").click()
    assert page.get_by_label("Họ và tên").input_value() == "Lý Văn P"
    send(page)
    page.wait_for_url("**/ho-so/D-*")
    own = page.locator("h1").inner_text()
    assert own != passed_on
    sender = windows.open(HEAD, f"/ho-so/{passed_on}")
    assert f"Đã nhận {today_of(sender)}, đơn {own}" in sender.locator("#chuyen-don").inner_text()


def test_is_given_back_with_a_reason_and_is_decided_anew(windows, passed_on):
    page, row = at_the_recipient(windows, passed_on)
    row.get_by_text("Trả lại", exact=False).first.click()
    row.get_by_label("Lý do trả lại").fill(REASON)
    row.get_by_role("button", name="Trả lại đơn").click()
    assert "Đã trả lại đơn" in page.locator(".said").inner_text()
    officer = windows.open(OFFICER, f"/ho-so/{passed_on}")
    assert REASON in officer.locator("#chuyen-don").inner_text()
    assert officer.get_by_role("link", name="Làm bước: Đề xuất hướng xử lý đơn").count() == 1


def test_cannot_be_read_by_the_recipient_itself(windows, passed_on):
    page = windows.open(RECIPIENT, f"/ho-so/{passed_on}")
    assert "Không có trang hoặc hồ sơ này" in page.locator("h1").inner_text()


def today_of(page: Any) -> str:
    """Return today as the page writes it above."""
    words = page.locator(".top-right > span").all_inner_texts()
    return next(word.split(", ")[1] for word in words if "/" in word)
