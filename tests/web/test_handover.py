"""Bàn giao on screen: who leaves, what is open, who gets it, the minutes to be signed."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document

from tests.cases.fixtures import colleagues
from tests.cases.handover.leaving import Leaving
from tests.cases.hands import Hands
from tests.web.conftest import HEAD, OFFICER, REGISTRAR, STRANGER

__all__ = ["colleagues"]

ADMINISTRATOR = "Đỗ Văn I"
PAPER = {"paper_number": "12/QĐ-UBND", "paper_on": "20/08/2026"}


@pytest.fixture
def leaving(office, people):
    return Leaving(office, people["administrator"])


@pytest.fixture
def admin(signed_in):
    return signed_in(ADMINISTRATOR)


@pytest.fixture
def address(people):
    return f"/ban-giao/{people['petition_officer'].account_id}"


@pytest.fixture
def two(office, people, register_complaint):
    """Two steps that the head has given to the officer."""
    matters = [register_complaint(date(2026, 8, day)) for day in (3, 24)]
    items = [one.items[0] for one in matters]
    Hands(office).assign(people["head"], *items, to=people["petition_officer"])
    return items


class TestTheWayToALock:
    def test_leads_over_the_work_to_the_minutes(
        self, admin, signed_in, address, two, people, colleagues
    ):
        page = admin.submit(
            admin.get(address), "bieu-mau", ground="moved", **PAPER, from_day="26/08/2026"
        )
        assert page.said.startswith("Đã bắt đầu bàn giao")
        assert "Giao hết việc đang mở rồi mới hoàn thành được" in page.text
        head = signed_in(HEAD)
        to = str(colleagues["petition_officer"].account_id)
        page = head.submit(head.get(address), "giao", **{"tat-ca": to})
        assert page.said == "Đã bàn giao 2 việc"
        page = admin.get(address)
        assert "Không còn việc nào: hoàn thành để khóa tài khoản" in page.text
        page = admin.post(f"{address}/hoan-thanh")
        assert "Tài khoản bị khóa từ ngày 26/08/2026" in page.text
        file = Document(BytesIO(admin.get(page.link("Tải .docx")).content))
        cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
        assert colleagues["petition_officer"].name in cells

    def test_says_what_is_missing_and_keeps_what_was_typed(self, admin, address):
        page = admin.submit(
            admin.get(address), "bieu-mau", paper_number="12/QĐ-UBND", from_day="25/08/2026"
        )
        assert page.status == 422
        assert {line.partition(":")[0] for line in page.errors} == {
            "Trường hợp khóa",
            "Ngày văn bản",
        }
        assert page.field("paper_number") == "12/QĐ-UBND"
        page = admin.submit(page, "bieu-mau", ground="moved", **PAPER, from_day="25/08/2026")
        assert page.errors == ["Khóa từ ngày: không sớm hơn hôm nay 26/08/2026"]

    def test_can_be_left(self, admin, leaving, address, people):
        leaving.opens(people["petition_officer"])
        page = admin.post(f"{address}/dung")
        assert page.said == "Đã dừng bàn giao; việc đã giao không đổi lại"

    def test_is_told_when_another_administrator_was_quicker(self, admin, address):
        page = admin.post(f"{address}/hoan-thanh")
        assert page.status == 409
        assert "vừa được người khác hoàn thành hoặc dừng" in page.text


class TestGivingAway:
    def test_each_thing_goes_to_whom_was_chosen_for_it(
        self, signed_in, leaving, address, two, people, colleagues
    ):
        leaving.opens(people["petition_officer"])
        head = signed_in(HEAD)
        page = head.get(address)
        to = str(colleagues["petition_officer"].account_id)
        page = head.submit(page, "giao", **{f"giao.step:{two[0].id}": to})
        assert page.said == "Đã bàn giao 1 việc"
        assert len(page.tree.xpath("//section[@id='viec-dang-mo']//tbody/tr")) == 1

    def test_nobody_chosen_is_said(self, signed_in, leaving, address, two, people):
        leaving.opens(people["petition_officer"])
        head = signed_in(HEAD)
        page = head.submit(head.get(address), "giao")
        assert page.status == 422
        assert page.errors == ["Giao cho: chọn người nhận cho ít nhất một việc"]

    def test_what_has_ended_meanwhile_is_said(
        self, office, signed_in, leaving, address, two, people, colleagues
    ):
        leaving.opens(people["petition_officer"])
        head = signed_in(HEAD)
        page = head.get(address)
        to = colleagues["petition_officer"]
        leaving.gives(people["petition_officer"], to, leaving.duties(people["petition_officer"])[0])
        page = head.submit(
            page, "giao", **{f"giao.step:{one.id}": str(to.account_id) for one in two}
        )
        assert page.status == 409
        assert page.errors == ["Bước này đã kết thúc, không còn gì để giao"]
        assert page.said == "Đã bàn giao 1 việc"


class TestEmergency:
    def test_locks_at_once_and_says_where_the_work_is(self, admin, address, two, leaving, people):
        page = admin.get(f"{address}?cach=khan-cap")
        assert "2 việc đang mở chuyển cho người đứng đầu đơn vị" in page.text
        page = admin.submit(page, "bieu-mau", ground="unit_request", **PAPER)
        assert "2 việc chuyển cho người đứng đầu đơn vị" in page.said
        assert "Khóa khẩn cấp" in page.text


class TestWhoSeesIt:
    def test_the_person_sees_what_is_to_be_handed_over_but_gives_nothing(
        self, signed_in, address, two
    ):
        page = signed_in(OFFICER).get(address)
        assert "Trước khi đổi vị trí công tác" in page.text
        assert page.tree.xpath("//main//select") == []

    @pytest.mark.parametrize("who", [REGISTRAR, STRANGER])
    def test_others_get_the_answer_of_what_there_is_not(self, signed_in, address, two, who):
        visitor = signed_in(who)
        assert visitor.get(address).status == 404
        assert visitor.get("/ban-giao/99999").status == 404

    def test_the_list_names_those_whose_work_one_leads(self, signed_in, leaving, people, address):
        leaving.opens(people["petition_officer"])
        page = signed_in(HEAD).get("/ban-giao")
        assert page.link("Nguyễn Văn A") == address
        assert "đang bàn giao" in page.text
        assert "Chưa có lần bàn giao nào" in signed_in(STRANGER).get("/ban-giao").text
