"""Phân công on screen: giving steps out, taking them back, asking to hand one back."""

from datetime import date

import pytest
from sqlalchemy import insert

from cases.models.role_assignment import RoleAssignment
from tests.cases.fixtures import colleagues
from tests.cases.hands import Hands
from tests.web.conftest import HEAD, OFFICER, SECTION_HEAD, STRANGER

__all__ = ["colleagues"]

OTHER = "Người Mẫu petition_officer mau-an"


@pytest.fixture
def head(signed_in):
    return signed_in(HEAD)


@pytest.fixture
def hands(office):
    return Hands(office)


@pytest.fixture
def three(register_complaint):
    return [register_complaint(date(2026, 8, day)) for day in (3, 18, 26)]


@pytest.fixture
def given(hands, complaint, people):
    """A step that the head has given to the officer."""
    hands.assign(people["head"], complaint.items[0], to=people["petition_officer"], reason="Gấp.")
    return complaint.items[0]


def codes(page):
    return [each.text_content() for each in page.tree.xpath("//tbody//a[@class='code']")]


def tick(page, *positions):
    """Return what a browser sends for the ticked rows."""
    values = page.tree.xpath("//input[@name='viec']/@value")
    return [values[position] for position in positions]


def address_of(item, what=""):
    return f"/phan-cong/viec/{item.id}{what}"


class TestList:
    def test_shows_the_most_urgent_first_and_who_has_room(self, head, three):
        page = head.get("/phan-cong")
        assert codes(page) == [one.registered.code for one in three]
        assert "Người xử lý đơn · Khiếu nại Quyết định 412/QĐ-UBND về thu hồi đất" in page.text
        people = [each.text_content() for each in page.all("loads", "//tbody/tr/td[1]")]
        assert any(OFFICER in one for one in people)

    def test_gives_the_ticked_steps_to_the_chosen_person(self, head, three, people):
        page = head.get("/phan-cong")
        to = str(people["petition_officer"].account_id)
        page = head.submit(page, "giao", viec=tick(page, 0, 2), person=to, reason="Chia việc.")
        assert page.said == f"Đã giao 2 việc cho {OFFICER}"
        assert codes(page) == [three[1].registered.code]

    @pytest.mark.parametrize(
        ("ticked", "sends", "line"),
        [
            ((), {"person": "1"}, "Việc: đánh dấu ít nhất một việc trong danh sách"),
            ((0,), {}, "Giao cho: chọn người nhận việc"),
            ((0,), {"person": "9999"}, "Giao cho: người này không còn nhận việc được: chọn"),
        ],
    )
    def test_says_what_is_missing_and_keeps_what_was_typed(self, head, three, ticked, sends, line):
        page = head.get("/phan-cong")
        page = head.submit(page, "giao", viec=tick(page, *ticked), reason="Chia việc.", **sends)
        assert page.status == 422
        assert page.errors[0].startswith(line)
        assert page.field("reason") == "Chia việc."
        assert len(page.tree.xpath("//input[@name='viec'][@checked]")) == len(ticked)

    def test_says_who_was_faster_and_gives_the_others(
        self, head, officer, three, people, colleagues
    ):
        page = head.get("/phan-cong")
        first = three[0].items[0]
        officer.submit(officer.get("/viec-cua-toi"), "viec", to=f"/viec-cua-toi/{first.id}/nhan")
        to = str(colleagues["petition_officer"].account_id)
        page = head.submit(page, "giao", viec=tick(page, 0, 1), person=to)
        assert page.status == 409
        assert f"Đã giao 1 việc cho {OTHER}" in page.said
        (line,) = page.errors
        assert line.startswith(f"{three[0].registered.code}, Đề xuất hướng xử lý đơn: vừa có")
        assert OFFICER in line

    def test_has_tabs_and_filters(self, head, three, given):
        page = head.get("/phan-cong")
        held = head.get(page.link("Đã có người giữ"))
        assert len(codes(held)) == 1
        assert "Không có đề xuất giao việc lại" in head.get(page.link("Đề xuất giao lại")).text
        nothing = head.get("/phan-cong?buoc=khong-co")
        assert "Không có việc nào khớp với bộ lọc" in nothing.text
        assert len(codes(head.get(nothing.link("Xóa lọc")))) == 3

    def test_without_anything_says_so(self, head):
        assert "Mọi việc đều đã có người giữ" in head.get("/phan-cong").text

    @pytest.mark.parametrize(
        "query", ["nhom=x", "trang=-3", "nguoi=abc", "don-vi=abc", "vai-tro=%00", "loai=x&trang=9"]
    )
    def test_survives_nonsense_in_its_address(self, head, three, query):
        assert head.get(f"/phan-cong?{query}").title == "Phân công"

    @pytest.mark.parametrize("sent", ["x", "1", "1:", ":1", "²:1", "1:-1", "9" * 40 + ":0"])
    def test_survives_nonsense_among_the_ticks(self, head, three, sent):
        assert head.submit(head.get("/phan-cong"), "giao", viec=[sent], person="1").status == 422

    def test_is_for_leaders(self, signed_in, officer):
        assert signed_in(SECTION_HEAD).get("/phan-cong").status == 200
        assert officer.get("/phan-cong").status == 403
        assert "Phân công" not in [each.text for each in officer.get("/viec-cua-toi").all("long")]

    def test_is_not_sent_by_another_site(self, head, three):
        assert head.post("/phan-cong", {"_csrf": "x", "viec": "1:0", "person": "1"}).status == 400


class TestOneStep:
    def test_is_given_again_with_a_reason(self, head, given, complaint, colleagues):
        page = head.get(address_of(given))
        assert page.title == "Giao lại: Đề xuất hướng xử lý đơn"
        to = str(colleagues["petition_officer"].account_id)
        page = head.submit(page, "bieu-mau", person=to)
        assert (page.status, page.errors) == (422, ["Lý do: ghi một câu lý do"])
        page = head.submit(page, "bieu-mau", person=to, reason="Cân đối việc.")
        assert page.said == f"Đã giao {complaint.registered.code} cho {OTHER}"

    def test_is_recalled(self, head, given, complaint):
        page = head.get(address_of(given))
        page = head.submit(page, "bieu-mau", to=address_of(given, "/thu-hoi"), reason="Đổi người.")
        assert "Đã thu hồi việc" in page.said
        assert complaint.items[0].assignee_id is None

    def test_says_all_that_is_missing_at_once(self, head, given):
        page = head.submit(head.get(address_of(given)), "bieu-mau")
        assert page.errors == ["Giao cho: chọn người nhận việc", "Lý do: ghi một câu lý do"]

    def test_that_has_ended_leads_back_to_the_list(self, head, given, complaint, people):
        page = head.get(address_of(given))
        complaint.do("propose_handling")
        page = head.submit(page, "bieu-mau", person="1", reason="Đổi người.")
        assert (page.title, page.said) == (
            "Phân công",
            "Bước này vừa kết thúc hoặc không còn ở đơn vị bạn",
        )

    def test_of_a_named_verifier_asks_for_the_decision(self, head, complaint, colleagues):
        complaint.go_to("verify_report")
        item = complaint.item("verify_report")
        page = head.get(address_of(item))
        to = str(colleagues["verifier"].account_id)
        page = head.submit(page, "bieu-mau", person=to)
        assert [line.partition(":")[0] for line in page.errors] == [
            "Lý do",
            "Số quyết định",
            "Ngày quyết định",
        ]
        page = head.submit(
            page, "bieu-mau", reason="Chuyển công tác.", number="88/QĐ", issued_on="26/08/2026"
        )
        assert "Đã giao" in page.said
        case = head.get(f"/ho-so/{complaint.registered.code}")
        assert "theo 88/QĐ ngày 26/08/2026" in case.text

    def test_of_a_named_verifier_is_the_heads(self, signed_in, complaint):
        complaint.go_to("verify_report")
        page = signed_in(SECTION_HEAD).get(address_of(complaint.item("verify_report")))
        assert "Chỉ chủ tịch UBND thay được người này" in page.text
        assert page.tree.xpath("//input[@name='person']") == []

    def test_marks_who_must_not_get_it(self, office, head, complaint, people):
        officer = people["petition_officer"]
        unit_id = officer.assignments[0].unit_id
        row = {"account_id": officer.account_id, "unit_id": unit_id, "role": "section_head"}
        with office.database.writing() as tx:
            tx.execute(insert(RoleAssignment), [row | {"valid_from": date(2020, 1, 1)}])
        complaint.do("propose_handling")
        item = complaint.item("approve_proposal")
        page = head.get(address_of(item))
        why = 'Không giao được: đã làm bước "Đề xuất hướng xử lý đơn"'
        assert why in page.text
        (radio,) = page.tree.xpath("//input[@name='person'][@disabled]")
        assert radio.get("value") == str(officer.account_id)
        page = head.submit(page, "bieu-mau", person=str(officer.account_id))
        assert (page.status, len(page.errors)) == (409, 1)

    def test_is_not_found_elsewhere(self, signed_in, officer, given):
        assert signed_in(STRANGER).get(address_of(given)).status == 404
        assert officer.get(address_of(given)).status == 403
        assert signed_in(HEAD).get("/phan-cong/viec/99999").status == 404


class TestHandingBack:
    ADDRESS = "/viec-cua-toi/{}/de-xuat-giao-lai"

    def test_is_asked_with_a_reason_and_answered(self, head, officer, given, complaint):
        mine = officer.get("/viec-cua-toi?nhom=mine")
        assert f"{HEAD} giao 26/08: Gấp." in mine.text
        page = officer.get(mine.link("Đề xuất giao lại"))
        assert officer.submit(page, "bieu-mau").errors == ["Lý do: ghi một câu lý do"]
        page = officer.submit(page, "bieu-mau", reason="Tôi đi tập huấn.")
        assert "việc vẫn do bạn giữ đến khi có trả lời" in page.said
        assert "Bạn đề xuất giao lại 26/08: Tôi đi tập huấn." in page.text
        asked = head.get("/phan-cong?nhom=de-xuat")
        assert "Đề xuất giao lại 26/08/2026 10:00: Tôi đi tập huấn." in asked.text
        page = head.get(address_of(given))
        assert f"{OFFICER} đề xuất giao việc lại" in page.text
        no = address_of(given, "/khong-dong-y")
        page = head.submit(page, "bieu-mau", to=no, reason="Việc gần xong.")
        assert "Đã trả lời: không giao lại việc" in page.said
        assert (
            f"{HEAD} không đồng ý giao lại 26/08: Việc gần xong."
            in officer.get("/viec-cua-toi?nhom=mine").text
        )

    def test_is_not_offered_for_what_one_took_oneself(self, officer, complaint):
        item_id = complaint.items[0].id
        officer.submit(officer.get("/viec-cua-toi"), "viec", to=f"/viec-cua-toi/{item_id}/nhan")
        assert "Đề xuất giao lại" not in officer.get("/viec-cua-toi?nhom=mine").text
        assert officer.get(self.ADDRESS.format(item_id)).status == 403

    def test_of_others_is_not_found(self, signed_in, given):
        assert signed_in(STRANGER).get(self.ADDRESS.format(given.id)).status == 404


class TestCase:
    def test_shows_its_history_and_leads_to_the_step(self, head, given, complaint):
        page = head.get(f"/ho-so/{complaint.registered.code}")
        assert f"Phân công , bước đề xuất hướng xử lý đơn: {OFFICER}" in page.text.replace(
            "Phân công,", "Phân công ,"
        )
        assert head.get(page.link("Giao việc")).title == "Giao lại: Đề xuất hướng xử lý đơn"


class TestTitles:
    def test_call_the_head_of_a_ward_its_chairman(self, head, given):
        assert head.get("/phan-cong").all("who")[0].text_content() == f"{HEAD}Chủ tịch UBND"
