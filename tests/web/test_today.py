"""Hôm nay: leaders begin here; every figure leads to the list it counts."""

from datetime import date

import pytest

from cases.sweeps.daily_digest import sweep as write_digests
from cases.sweeps.escalate_overdue import sweep as escalate
from tests.cases.matter import Matter
from tests.web.conftest import HEAD, OFFICER, SECTION_HEAD

INSPECTOR = "Bùi Thị H"
ADMINISTRATOR = "Đỗ Văn I"


@pytest.fixture
def head(signed_in):
    return signed_in(HEAD)


@pytest.fixture
def inspector(signed_in):
    return signed_in(INSPECTOR)


@pytest.fixture
def complaints(register_complaint):
    """A complaint that is late, one due today, one due soon, one due later."""
    days = (date(2026, 8, 3), date(2026, 8, 18), date(2026, 8, 21), date(2026, 8, 26))
    return [register_complaint(day).registered.code for day in days]


def figures(page):
    """Return title -> (number, address) of the figures on top."""
    return {
        each.xpath("span")[0].text: (each.xpath("b")[0].text, each.get("href"))
        for each in page.all("tally", "/a")
    }


def codes(page):
    return [each.text_content() for each in page.tree.xpath("//tbody//a[@class='code']")]


class TestStart:
    @pytest.mark.parametrize(
        ("person", "title"),
        [
            (HEAD, "Hôm nay"),
            (SECTION_HEAD, "Hôm nay"),
            (INSPECTOR, "Hôm nay"),
            (OFFICER, "Việc của tôi"),
            (ADMINISTRATOR, "Tài khoản"),
        ],
    )
    def test_is_where_the_work_of_each_role_is(self, signed_in, person, title):
        assert signed_in(person).get("/").title == title

    def test_after_signing_in_leads_to_the_same_page(self, visitor):
        page = visitor.get("/dang-nhap")
        (account_id,) = page.tree.xpath("//button[@name='account_id'][b=$name]/@value", name=HEAD)
        page = visitor.post("/dang-nhap/nguoi-dung-thu", {"account_id": account_id})
        assert page.title == "Hôm nay"

    def test_stands_first_in_the_rail_of_leaders(self, head, officer):
        names = [each.text for each in head.get("/hom-nay").all("long")]
        assert names[:2] == ["Hôm nay", "Việc của tôi"]
        assert "Hôm nay" not in [each.text for each in officer.get("/viec-cua-toi").all("long")]


class TestPage:
    def test_counts_and_every_figure_leads_to_its_list(self, head, complaints):
        found = figures(head.get("/hom-nay"))
        assert {title: number for title, (number, _) in found.items()} == {
            "Trễ hạn": "1",
            "Hết hạn hôm nay": "1",
            "Trong 3 ngày làm việc": "2",
            "Chờ tôi": "0",
            "Chưa phân công": "4",
            "Đang xử lý": "4",
        }
        for title, (number, address) in found.items():
            page = head.get(address)
            assert page.status == 200
            assert len(codes(page)) == int(number), title

    def test_names_the_days_ahead(self, head, complaints):
        assert "Hôm nay và 27/08, 28/08, 03/09 2" in head.get("/hom-nay").text

    def test_without_anything_says_so(self, head):
        text = head.get("/hom-nay").text
        assert "Không có bước hay thời hạn nào trễ." in text
        assert "Không có bước nào chờ bạn." in text

    def test_leads_from_a_person_to_what_the_person_has(self, head, officer, complaints):
        officer.submit(officer.get("/viec-cua-toi"), "viec", to="/viec-cua-toi/1/nhan")
        page = head.get("/hom-nay")
        links = page.tree.xpath("//tr[td[1][.=$name]]//a/@href", name=OFFICER)
        assert "người giữ Nguyễn Văn A" in head.get(links[0]).text

    def test_of_a_unit_one_does_not_lead_is_refused(self, head, officer, complaints):
        assert officer.get("/hom-nay").status == 403
        assert head.get("/hom-nay?don-vi=1").status == 403

    def test_survives_nonsense_in_its_address(self, head, inspector):
        assert head.get("/hom-nay?don-vi=abc").status == 200
        assert inspector.get("/hom-nay?don-vi=999999").status == 404

    def test_of_the_city_shows_units_and_what_is_late_for_long(self, office, inspector, complaints):
        escalate(office)
        page = inspector.get("/hom-nay")
        found = figures(page)
        assert found["Trễ kéo dài"][0] == "1"
        assert codes(inspector.get(found["Trễ kéo dài"][1])) == complaints[:1]
        ward = inspector.get(page.tree.xpath("//td/a[.='UBND phường Mẫu An']/@href")[0])
        assert "UBND phường Mẫu An" in ward.all("sub")[0].text_content()


class TestList:
    def test_names_a_petition_once_and_leads_to_its_other_dates(self, office, people, head):
        received_on = date(2026, 8, 3)
        petition = Matter.register(office, people, procedure="triage", received_on=received_on)
        page = head.get("/den-han?loc=tre-han")
        assert codes(page) == [petition.registered.code]
        assert page.link("và 2 hạn nữa") == f"/ho-so/{petition.registered.code}#thoi-han"

    def test_has_pages(self, head, register_complaint):
        for _ in range(51):
            register_complaint(date(2026, 8, 3))
        page = head.get("/den-han?loc=tre-han")
        assert len(codes(page)) == 50
        assert len(codes(head.get(page.link("Trang sau")))) == 1

    def test_without_rows_says_so(self, head):
        assert "Không có việc nào" in head.get("/den-han?loc=tre-han").text

    @pytest.mark.parametrize(
        "query", ["loc=x", "loc=ngay", "loc=ngay&ngay=2026-13-99", "trang=-4", "nguoi=abc", ""]
    )
    def test_survives_nonsense_in_its_address(self, head, complaints, query):
        assert head.get(f"/den-han?{query}").title == "Trễ hạn"

    def test_lets_staff_open_their_steps(self, officer, complaints):
        page = officer.get("/den-han?loc=tre-han")
        assert officer.get(page.link("Đề xuất hướng xử lý đơn")).status == 200

    def test_is_not_for_those_who_do_not_work_on_cases(self, signed_in, complaints):
        assert signed_in(ADMINISTRATOR).get("/den-han").status == 403


class TestDigest:
    @pytest.fixture(autouse=True)
    def morning(self, office, complaints):
        write_digests(office)

    @pytest.mark.parametrize(
        ("person", "place", "soon"), [(HEAD, "/hom-nay", 2), (OFFICER, "/viec-cua-toi", 1)]
    )
    def test_stands_above_the_page_until_it_is_hidden(self, signed_in, person, place, soon):
        visitor = signed_in(person)
        page = visitor.get(place)
        told = page.all("morning")[0].text_content()
        assert f"1 trễ hạn, 1 hết hạn hôm nay, {soon} sắp đến hạn" in told
        form = page.all("morning", "//form")[0]
        page = visitor.post(form.action, {"_back": place})
        assert page.address.endswith(place)
        assert page.all("morning") == []

    def test_stays_among_the_last_ones(self, head):
        page = head.get("/hom-nay")
        head.post(page.all("morning", "//form")[0].action)
        page = head.get("/ban-tin")
        assert "Thứ Tư, 26/08/2026" in page.text
        assert len(codes(page)) == 4  # one is due today and, for another term, soon

    def test_of_somebody_without_any_is_an_empty_page(self, registrar):
        assert "Chưa có bản tin nào" in registrar.get("/ban-tin").text

    def test_of_others_cannot_be_hidden(self, head, officer):
        action = head.get("/hom-nay").all("morning", "//form")[0].action
        officer.post(action)
        assert head.get("/hom-nay").all("morning")

    def test_is_not_hidden_by_another_site(self, head):
        action = head.get("/hom-nay").all("morning", "//form")[0].action
        assert head.post(action, {"_csrf": "x"}).status == 400


class TestSettingsOfAUnit:
    ADDRESS = "/don-vi/thiet-lap"

    def test_change_how_early_things_are_soon(self, head, complaints):
        page = head.get(self.ADDRESS)
        assert page.field("reminder_days") == "3"
        form = page.tree.xpath("//main//form[@method='post']")[0]
        page = head.post(form.action, {"reminder_days": "7"})
        assert "nhắc trước 7 ngày làm việc" in page.said
        found = figures(head.get("/hom-nay"))
        assert found["Trong 7 ngày làm việc"][0] == "3"

    @pytest.mark.parametrize("typed", ["", "0", "16", "ba", "-1", "1.5", "²"])
    def test_refuse_other_numbers_and_keep_what_was_typed(self, head, typed):
        form = head.get(self.ADDRESS).tree.xpath("//main//form[@method='post']")[0]
        page = head.post(form.action, {"reminder_days": typed})
        assert page.status == 422
        assert page.errors == ["Nhắc trước: nhập số nguyên từ 1 đến 15"]
        assert page.field("reminder_days") == (typed or "3")

    def test_are_for_the_head_only(self, head, signed_in):
        action = head.get(self.ADDRESS).tree.xpath("//main//form[@method='post']")[0].action
        deputy = signed_in(SECTION_HEAD)
        assert deputy.get(self.ADDRESS).status == 403
        assert deputy.post(action, {"reminder_days": "5"}).status == 403
