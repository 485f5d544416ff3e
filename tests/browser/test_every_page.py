"""What is true of every page, however one gets there."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from sqlalchemy import delete, func, select, update

from cases.models.draft import Draft
from cases.models.user_session import UserSession
from cases.sweeps.daily_digest import sweep as write_digests
from tests.browser.conftest import (
    ADMINISTRATOR,
    COLLEAGUE,
    HEAD,
    INSPECTOR,
    LOOKS_UP,
    OFFICER,
    REGISTRAR,
    SECTION_HEAD,
    STRANGER,
)
from tests.browser.paper import send, type_in
from tests.browser.windows import become
from tests.cases.answers import usual_answers

pytestmark = pytest.mark.browser

ADDRESSES: Mapping[str, tuple[str, str, str]] = {
    "task list": (OFFICER, "/viec-cua-toi", "Việc của tôi"),
    "task list of the unit by author": (HEAD, "/viec-cua-toi?nhom=unit&xep=author", "Việc"),
    "task list of what is done": (REGISTRAR, "/viec-cua-toi?nhom=done", "Việc của tôi"),
    "task list where nothing fits the filter": (OFFICER, "/viec-cua-toi?chu=khong-co", "Việc"),
    "task list without anything": (ADMINISTRATOR, "/viec-cua-toi", "Việc của tôi"),
    "choice of the kind": (REGISTRAR, "/tiep-nhan-don", "Tiếp nhận đơn"),
    "intake form": (REGISTRAR, "/tiep-nhan-don/triage", "Tiếp nhận đơn"),
    "intake form of feedback": (REGISTRAR, "/tiep-nhan-don/triage/feedback", "Tiếp nhận đơn"),
    "intake form without an author": (REGISTRAR, "/tiep-nhan-don/triage/mixed", "Tiếp nhận đơn"),
    "feedback": (HEAD, "/ho-so/{feedback_waiting_for_its_procedure}", "D-2026"),
    "petition not sorted yet": (OFFICER, "/ho-so/{unclassified}", "D-2026"),
    "report to the head at once": (OFFICER, "/viec-phat-sinh/{run}/urgent", "Báo cáo ngay"),
    "petition": (OFFICER, "/ho-so/{guided}", "D-2026"),
    "petition passed on": (HEAD, "/ho-so/{transfer_returned}", "D-2026"),
    "petitions passed on": (REGISTRAR, "/don-chuyen-den", "Đơn chuyển đến"),
    "petition in triage": (REGISTRAR, "{petition}", "D-2026"),
    "case": (REGISTRAR, "/ho-so/{dialogue_due_soon}", "KN-2026"),
    "late case": (HEAD, "/ho-so/{late_case}", "KN-2026"),
    "case looked up": (LOOKS_UP, "/ho-so/{late_case}", "KN-2026"),
    "closed case": (HEAD, "/ho-so/{closed_in_time}", "KN-2026"),
    "note": (REGISTRAR, "{petition}/ghi-chu", "Ghi chú"),
    "direction": (HEAD, "{petition}/chi-dao", "Ý kiến chỉ đạo"),
    "further document": (REGISTRAR, "{petition}/tai-lieu/them", "Bổ sung tài liệu"),
    "diagram": (HEAD, "/ho-so/{dialogue_due_soon}/so-do", "Giải quyết khiếu nại lần đầu"),
    "reasons of the dates": (HEAD, "/ho-so/{dialogue_due_soon}/thoi-han", "Vì sao ngày này?"),
    "step": (OFFICER, "{step}", "Đề xuất hướng xử lý đơn"),
    "withdrawal": (REGISTRAR, "/viec-phat-sinh/{run}/withdrawn", "Rút đơn"),
    "leaders' page": (HEAD, "/hom-nay", "Hôm nay"),
    "leaders' page of the city": (INSPECTOR, "/hom-nay", "Hôm nay"),
    "giving out work": (HEAD, "/phan-cong", "Phân công"),
    "work that people have": (HEAD, "/phan-cong?nhom=dang-giu", "Phân công"),
    "work asked back, none": (HEAD, "/phan-cong?nhom=de-xuat", "Phân công"),
    "list behind a figure": (HEAD, "/den-han?loc=dang-xu-ly", "Đang xử lý"),
    "list of the city": (INSPECTOR, "/den-han?loc=tre-han", "Trễ hạn"),
    "list without anything": (HEAD, "/den-han?loc=ngay&ngay=2026-12-24", "Hạn thứ Năm"),
    "terms": (OFFICER, "/quan-tri/thoi-han", "Thời hạn"),
    "term of a unit": (HEAD, "/quan-tri/thoi-han/kn_archive", "Đóng và lưu trữ"),
    "suspension": (
        HEAD,
        "/ho-so/{dialogue_due_soon}/thao-tac/complaint_suspension",
        "Tạm đình chỉ giải quyết",
    ),
    "search": (HEAD, "/tra-cuu?chu=thu+hoi+dat", "Tra cứu"),
    "search of the city": (INSPECTOR, "/tra-cuu?tre=1", "Tra cứu"),
    "search without a find": (OFFICER, "/tra-cuu?chu=khong-co-dau&loai=complaint", "Tra cứu"),
    "search without anything to search": (ADMINISTRATOR, "/tra-cuu", "Tra cứu"),
    "search with mistaken dates": (OFFICER, "/tra-cuu?tu=32/13/2026&den=mai", "Tra cứu"),
    "month": (OFFICER, "/han-trong-thang", "Hạn trong tháng 8/2026"),
    "month of the city": (INSPECTOR, "/han-trong-thang?thang=2027-02", "Hạn trong tháng"),
    "settings of a unit": (HEAD, "/don-vi/thiet-lap", "Thiết lập của đơn vị"),
    "digests without any": (ADMINISTRATOR, "/ban-tin", "Bản tin sáng"),
    "journal": (INSPECTOR, "/quan-tri/nhat-ky", "Nhật ký"),
    "journal of a period": (ADMINISTRATOR, "/quan-tri/nhat-ky?tu=1/1/2020", "Nhật ký"),
    "journal of an empty day": (INSPECTOR, "/quan-tri/nhat-ky?tu=1/1/2020&den=1/1/2020", "Nhật ký"),
    "report on the system": (INSPECTOR, "/quan-tri/nhat-ky/danh-gia", "Báo cáo đánh giá"),
    "journal with mistaken days": (INSPECTOR, "/quan-tri/nhat-ky?tu=32/13/2026", "Nhật ký"),
    "units": (OFFICER, "/quan-tri/don-vi", "Đơn vị"),
    "units, none as asked for": (HEAD, "/quan-tri/don-vi?tim=khong-co&ngay=1/1/2020", "Đơn vị"),
    "unit": (ADMINISTRATOR, "/quan-tri/don-vi/mau-an", "UBND phường Mẫu An"),
    "question of a merger": (
        ADMINISTRATOR,
        "/quan-tri/don-vi/mau-an/sap-nhap?xem=1&into=mau-an&from_day=hom-nay",
        "Sáp nhập, giải thể",
    ),
    "account": (OFFICER, "/tai-khoan", "Tài khoản của tôi"),
    "password": (OFFICER, "/tai-khoan/mat-khau", "Đổi mật khẩu"),
    "403": (SECTION_HEAD, "{step}", "Bạn không có quyền làm việc này"),
    "404": (STRANGER, "{petition}", "Không có trang hoặc hồ sơ này"),
    "405": (OFFICER, "/thoat", "Hệ thống không hiểu yêu cầu vừa gửi"),
}
"""Pages that an address is enough for: who opens it, where, and how its heading begins."""


@pytest.fixture
def go(windows, case_address, step_address, complaint, site) -> Callable[[str, str], Any]:
    """Open an address as somebody."""
    places = {
        "petition": case_address,
        "step": step_address("propose_handling"),
        "run": complaint.run_id,
        "item": complaint.items[0].id,
    }
    return lambda person, address: windows.open(person, address.format(**places, **site.cases))


def sign_in_page(windows, _go, _site):
    page = windows.new()
    page.goto("/dang-nhap")
    return page


def refused_sign_in(windows, _go, _site):
    page = sign_in_page(windows, None, None)
    page.get_by_label("Thư điện tử công vụ").fill("khong.co@danang.gov.vn")
    page.get_by_label("Mật khẩu").fill("mật khẩu sai")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    return page


def form_with_mistakes(person: str, address: str) -> Callable[..., Any]:
    def opened(_windows, go, site):
        # A draft that an earlier test left, or would still save in this window, is no mistake.
        go(person, "/viec-cua-toi")
        with site.office.database.writing() as tx:
            tx.execute(delete(Draft))
        page = go(person, address)
        send(page)
        page.locator(".errsum").wait_for()
        return page

    return opened


def intake_with_duplicates(_windows, go, _site):
    page = go(REGISTRAR, "/tiep-nhan-don")
    page.get_by_role("link", name="Khiếu nại").first.click()
    page.get_by_label("Họ và tên").fill("Lý Văn P")
    page.keyboard.press("Tab")
    page.locator("#co-the-trung .plain-list").wait_for()
    return page


def suspended_case(_windows, go, site):
    page = go(HEAD, "/ho-so/{complex_and_remote}")
    case = page.url
    page.goto(f"{case}/thao-tac/complaint_suspension")
    type_in(page, usual_answers("suspend", site.clock.today()))
    send(page)
    page.wait_for_url(case)
    page.get_by_text("Theo dõi căn cứ tạm đình chỉ").first.wait_for()
    return page


def shown_numbers(_windows, go, _site):
    page = go(OFFICER, "{petition}")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Hiện số").click()
    page = opened.value
    page.get_by_role("heading", name="Số giấy tờ và điện thoại").wait_for()
    return page


def step_with_draft(_windows, go, _site):
    page = go(COLLEAGUE, "{step}")
    type_in(page, {"reason": "Để sau."})
    page.get_by_role("button", name="Lưu nháp").click()
    page.get_by_text("Đã lưu nháp lúc").wait_for()
    page.reload()
    return page


def mistaken_password(_windows, go, _site):
    page = go(OFFICER, "/tai-khoan/mat-khau")
    for label in ("Mật khẩu hiện tại", "Mật khẩu mới", "Nhập lại mật khẩu mới"):
        page.get_by_label(label, exact=True).fill("ngắn")
    page.keyboard.press("Enter")
    page.locator(".errsum").wait_for()
    return page


def morning(person: str, address: str) -> Callable[..., Any]:
    def opened(_windows, go, site):
        write_digests(site.office)
        page = go(person, address)
        page.get_by_text("Bản tin sáng").first.wait_for()
        return page

    return opened


def table_of_the_month(_windows, go, _site):
    page = go(HEAD, "/han-trong-thang")
    page.get_by_text("Đọc tháng này dưới dạng bảng").click()
    return page


def mistaken_reminder(_windows, go, _site):
    page = go(HEAD, "/don-vi/thiet-lap")
    page.get_by_label("Nhắc trước bao nhiêu").fill("ba")
    page.keyboard.press("Enter")
    page.locator(".errsum").wait_for()
    return page


def giving_out_with_mistakes(_windows, go, _site):
    page = go(HEAD, "/phan-cong")
    page.locator("[data-pick]").first.check()
    page.locator(".actionbar").get_by_role("button").click()
    page.locator(".errsum").wait_for()
    return page


def step_to_give(_windows, go, _site):
    page = go(HEAD, "/phan-cong/viec/{item}")
    page.get_by_role("heading", name="Phân công:").wait_for()
    return page


def named_person_to_replace(_windows, go, _site):
    page = go(HEAD, "/phan-cong?nhom=dang-giu")
    page.locator("tr", has_text="cử bằng văn bản").locator("td.what a").first.click()
    page.get_by_role("heading", name="Giao lại:").wait_for()
    page.locator(".actionbar").get_by_role("button", name="Giao lại").click()
    page.locator(".errsum").wait_for()
    return page


def step_to_hand_back(_windows, go, _site):
    page = step_to_give(_windows, go, _site)
    page.get_by_label(OFFICER).check()
    page.locator(".actionbar").get_by_role("button", name="Phân công").click()
    page.get_by_text("Đã giao").wait_for()
    page = go(OFFICER, "/viec-cua-toi?nhom=mine")
    page.get_by_role("link", name="Đề xuất giao lại").first.click()
    page.get_by_role("heading", name="Đề xuất giao việc lại").wait_for()
    return page


def correction(_windows, go, _site):
    page = go(REGISTRAR, "{petition}")
    page.get_by_role("link", name="Đính chính").click()
    page.get_by_role("heading", name="Đính chính:").wait_for()
    return page


def correction_with_mistakes(windows, go, site):
    page = correction(windows, go, site)
    send(page)
    page.locator(".errsum").wait_for()
    return page


def preview_of_a_correction(windows, go, site):
    page = correction(windows, go, site)
    type_in(page, {"received_on": "25/08/2026", "correction_reason": "Ghi nhầm ngày."})
    send(page)
    page.get_by_role("heading", name="Xem trước đính chính").wait_for()
    return page


def corrected_case(windows, go, site):
    page = preview_of_a_correction(windows, go, site)
    send(page)
    page.locator(".amended").wait_for()
    return page


def direction_to_answer(_windows, go, _site):
    page = go(HEAD, "{petition}/chi-dao")
    page.get_by_label("Gửi").select_option(index=1)
    type_in(page, {"text": "Báo cáo tôi.", "due_on": "28/08/2026"})
    send(page)
    page.get_by_text("Đã gửi chỉ đạo").wait_for()
    return page


def step_done_by_somebody_else(_windows, go, site):
    page = go(COLLEAGUE, "{step}")
    type_in(page, {"reason": "Ý kiến của tôi."})
    other = go(OFFICER, "{step}")
    type_in(other, usual_answers("propose_handling", site.clock.today()))
    send(other)
    other.wait_for_url("**/ho-so/*")
    send(page)
    page.locator(".state").wait_for()
    return page


def step_claimed_by_somebody_else(_windows, go, _site):
    page, other = go(COLLEAGUE, "{petition}"), go(OFFICER, "{petition}")
    for one in (other, page):
        one.get_by_role("button", name="Nhận việc").click()
        one.wait_for_load_state()
    page.locator(".state").wait_for()
    return page


def too_large(_windows, go, _site):
    page = go(OFFICER, "{step}")
    page.locator("form[data-typed]").evaluate(
        "form => { const all = new DataTransfer();"
        " all.items.add(new File([new ArrayBuffer(62 * 1048576)], 'a.pdf'));"
        " form.querySelector('input[type=file]').files = all.files; }"
    )
    send(page)
    page.locator(".state").wait_for()
    return page


def ended_session(windows, go, site):
    address = go(OFFICER, "{step}").url.removeprefix(site.address)
    page = windows.new()
    become(page, OFFICER, address)
    newest = select(func.max(UserSession.id)).scalar_subquery()
    long_ago = site.clock.written_at() - timedelta(minutes=31)
    with site.office.database.writing() as tx:
        tx.execute(
            update(UserSession).where(UserSession.id == newest).values(last_seen_at=long_ago)
        )
    page.reload()
    page.locator(".state").wait_for()
    return page


def page_of_a_former_session(windows, go, site):
    address = go(OFFICER, "{step}").url.removeprefix(site.address)
    page = windows.new()
    become(page, OFFICER, address)
    other = page.context.new_page()
    other.goto("/viec-cua-toi")
    other.get_by_role("button", name="Thoát").click()
    become(other, COLLEAGUE)
    type_in(page, {"reason": "Gửi từ trang cũ."})
    page.evaluate("document.activeElement.blur()")
    send(page)
    page.locator(".state").wait_for()
    return page


WAYS: Mapping[str, Callable[..., Any]] = {
    "sign-in": sign_in_page,
    "refused sign-in": refused_sign_in,
    "intake form with mistakes": form_with_mistakes(REGISTRAR, "/tiep-nhan-don/triage"),
    "intake form with duplicates": intake_with_duplicates,
    "step with mistakes": form_with_mistakes(OFFICER, "{step}"),
    "intake without an author with mistakes": form_with_mistakes(
        REGISTRAR, "/tiep-nhan-don/triage/mixed"
    ),
    "withdrawal with mistakes": form_with_mistakes(REGISTRAR, "/viec-phat-sinh/{run}/withdrawn"),
    "suspension with mistakes": form_with_mistakes(
        HEAD, "/ho-so/{dialogue_due_soon}/thao-tac/complaint_suspension"
    ),
    "suspended case": suspended_case,
    "step with draft": step_with_draft,
    "numbers of people": shown_numbers,
    "password with mistakes": mistaken_password,
    "leaders' page with a digest": morning(HEAD, "/hom-nay"),
    "task list with a digest": morning(OFFICER, "/viec-cua-toi"),
    "last digests": morning(HEAD, "/ban-tin"),
    "month as a table": table_of_the_month,
    "settings of a unit with a mistake": mistaken_reminder,
    "giving out work with mistakes": giving_out_with_mistakes,
    "step to be given": step_to_give,
    "named person to be replaced": named_person_to_replace,
    "step to be handed back": step_to_hand_back,
    "correction": correction,
    "correction with mistakes": correction_with_mistakes,
    "preview of a correction": preview_of_a_correction,
    "corrected case": corrected_case,
    "case with a direction": direction_to_answer,
    "409 step done": step_done_by_somebody_else,
    "409 claimed": step_claimed_by_somebody_else,
    "413": too_large,
    "401 ended session": ended_session,
    "400 former session": page_of_a_former_session,
}
"""Pages that one gets to by doing something."""

STRANGE_MARKUP = """() => [...document.querySelectorAll('*')].filter(each =>
    each.matches('style, script:not([src])') ||
    [...each.attributes].some(one => one.name === 'style' || one.name.startsWith('on'))
).map(each => each.outerHTML.slice(0, 80))"""


@pytest.fixture(params=[*ADDRESSES, *WAYS])
def page(request, windows, go, site):
    """Each page in turn. What its console complains about fails the test (see ``Windows``)."""
    if request.param in ADDRESSES:
        person, address, heading = ADDRESSES[request.param]
        page = go(person, address)
        assert page.locator("h1").inner_text().startswith(heading)
        return page
    return WAYS[request.param](windows, go, site)


def test_every_page_can_be_used_by_everybody(page):
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    # A policy that forbids inline script and style needs pages that have none.
    assert page.evaluate(STRANGE_MARKUP) == []
    assert page.locator("h1").count() == 1
    assert page.title().endswith(" - Đơn Thư")
    # Nothing sticks out to the right of the smallest screen in use.
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


class TestProtection:
    def test_of_each_answer_is_a_policy_without_exceptions_for_inline_code(self, windows):
        answer = windows.open(OFFICER).request.get("/viec-cua-toi")
        policy = answer.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy

    def test_of_the_session_keeps_its_cookie_from_scripts_and_other_sites(self, windows):
        page = windows.open(OFFICER)
        cookies = page.context.cookies()
        assert cookies
        assert {(each["httpOnly"], each["sameSite"]) for each in cookies} == {(True, "Lax")}
        assert page.evaluate("document.cookie") == ""

    def test_stops_a_script_that_found_its_way_into_a_page(self, windows, all_windows):
        page = windows.open(OFFICER)
        page.evaluate(
            "() => { const script = document.createElement('script');"
            " script.textContent = 'document.title = 1'; document.body.append(script); }"
        )
        assert page.title() != "1"
        assert any("Content Security Policy" in each for each in all_windows.complaints)
        all_windows.complaints.clear()

    def test_lets_no_other_site_show_a_page_in_a_frame(self, windows):
        answer = windows.open(OFFICER).request.get("/viec-cua-toi")
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-frame-options"] == "DENY"

    def test_leaves_no_copy_of_a_page_on_a_shared_machine(self, windows, case_address):
        answer = windows.open(OFFICER).request.get(case_address)
        assert answer.headers["cache-control"] == "no-store"
