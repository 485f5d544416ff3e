"""What somebody does wrong is said where it was done, all at once, and costs nothing typed."""

import pytest

from tests.browser.conftest import OFFICER, PASSWORD
from tests.browser.paper import attach, scan, send, type_in, typed_in

pytestmark = pytest.mark.browser

EMAIL = "nguyenvana@danang.gov.vn"
TYPED = {"reason": "Đơn đủ điều kiện thụ lý.\nKèm hai bản sao.", "number": "77/PĐX"}
MEGABYTES_200 = 200 * 1024 * 1024


@pytest.fixture
def proposal(complaint, step_address):
    """The address of the step in which the officer proposes how to handle the complaint."""
    return step_address("propose_handling")


@pytest.fixture
def page(windows, proposal):
    """That step, with something typed in."""
    page = windows.open(OFFICER, proposal)
    type_in(page, TYPED)
    return page


@pytest.fixture(scope="module")
def huge_file(tmp_path_factory):
    """A file of 200 MB."""
    path = tmp_path_factory.mktemp("huge") / "toàn bộ hồ sơ.pdf"
    with path.open("wb") as file:
        file.write(scan())
        file.truncate(MEGABYTES_200)
    return path


def still_there(page):
    return {key: typed_in(page, key) for key in TYPED}


class TestWrongPassword:
    @pytest.fixture
    def refused(self, windows):
        page = windows.new()
        page.goto("/dang-nhap")
        page.get_by_label("Thư điện tử công vụ").fill(EMAIL)
        page.get_by_label("Mật khẩu").fill("mật khẩu khác")
        page.get_by_role("button", name="Đăng nhập", exact=True).click()
        page.get_by_role("alert").wait_for()
        return page

    def test_is_said_without_telling_which_of_both_is_wrong(self, refused):
        said = refused.get_by_role("alert").inner_text()
        assert said == "Thư điện tử hoặc mật khẩu chưa đúng. Nhập lại cả hai."

    def test_keeps_the_address_and_waits_for_the_password(self, refused):
        assert refused.get_by_label("Thư điện tử công vụ").input_value() == EMAIL
        assert refused.evaluate("document.activeElement.id") == "password"

    def test_does_not_stand_in_the_way_of_the_right_one(self, refused):
        refused.get_by_label("Mật khẩu").fill(PASSWORD)
        refused.keyboard.press("Enter")
        refused.wait_for_url("**/viec-cua-toi")


class TestMissingFields:
    @pytest.fixture
    def refused(self, page):
        send(page)
        page.locator(".errsum").wait_for()
        return page

    def test_are_all_named_at_once(self, refused):
        assert refused.locator(".errsum h2").inner_text() == (
            "Còn 5 chỗ phải sửa trước khi ghi vào hồ sơ"
        )
        lines = refused.locator(".errsum li").all_inner_texts()
        assert [line.partition(":")[0] for line in lines] == [
            "Đơn đủ điều kiện xử lý",
            "Thẩm quyền giải quyết",
            "Cơ quan có thẩm quyền là",
            "Tình trạng giải quyết trước đó",
            "Hướng xử lý",
        ]

    def test_say_so_at_the_field_as_well(self, refused):
        assert refused.locator(".field--bad .why-bad").count() == 5

    @pytest.mark.parametrize(
        "field", ["Tình trạng giải quyết trước đó", "Hướng xử lý"], ids=["select", "radio"]
    )
    def test_are_reached_from_the_list_of_mistakes(self, refused, field):
        refused.locator(".errsum a", has_text=field).click()
        focused = refused.locator(":focus")
        near = focused.locator("xpath=ancestor-or-self::*[@data-field]")
        assert field in near.inner_text()
        assert near.locator(".why-bad").is_visible()

    def test_cost_nothing_that_was_typed(self, refused):
        assert still_there(refused) == TYPED


class TestWrongFile:
    def test_that_only_pretends_to_be_a_pdf_is_refused_by_the_server(self, page):
        attach(page, "phiếu.pdf", b"not a scan at all")
        send(page)
        message = page.locator('[data-field="paper"] .why-bad')
        message.wait_for()
        assert "phiếu.pdf" in message.inner_text()
        assert still_there(page) == TYPED

    def test_of_200_mb_is_refused_before_it_is_sent(self, page, huge_file):
        sent = []
        page.on("request", lambda request: sent.append(request.method))
        page.locator("input[type=file]").set_input_files(huge_file)
        message = page.locator('[data-field="paper"] .why-bad').inner_text()
        assert message == (
            'Tệp "toàn bộ hồ sơ.pdf" nặng 200 MB, tối đa 20 MB. '
            "Quét lại nhẹ hơn hoặc chia thành nhiều tệp"
        )
        assert page.locator("input[type=file]").evaluate("input => input.files.length") == 0
        assert still_there(page) == TYPED

    def test_of_200_mb_past_the_script_is_refused_by_the_server(self, refused_by_server):
        assert refused_by_server.locator("h1").inner_text() == "Tệp vừa gửi quá lớn"
        assert "Mỗi tệp PDF tối đa 20 MB" in refused_by_server.locator(".state").inner_text()

    def test_past_the_script_costs_nothing_on_the_way_back(self, refused_by_server):
        refused_by_server.go_back()
        assert still_there(refused_by_server) == TYPED

    def test_past_the_script_costs_nothing_on_opening_the_step_again(
        self, refused_by_server, proposal
    ):
        refused_by_server.goto(proposal)
        assert still_there(refused_by_server) == TYPED

    @pytest.fixture
    def refused_by_server(self, page, huge_file):
        """The answer to a file that the script did not look at."""
        page.locator("input[type=file]").evaluate("input => input.replaceWith(input.cloneNode())")
        page.locator("input[type=file]").set_input_files(huge_file)
        send(page)
        page.locator(".state").wait_for()
        return page
