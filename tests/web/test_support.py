"""A support visit as people see it: begun with a reason, marked on every page, over at a click."""

import pytest
from sqlalchemy import select

from cases.actions.create_account import create_account
from cases.demo.people import WARD
from cases.models.journal_entry import JournalEntry
from tests.cases.papers import pdf
from tests.web.conftest import HEAD, OFFICER

IT_PERSON = "Mai Văn N"
REASON = "Văn thư nhờ xem vì sao danh sách trống."


@pytest.fixture
def it_person(office, signed_in):
    with office.database.writing() as tx:
        create_account(
            tx,
            office,
            None,
            email=f"cntt@{office.settings.email_domain}",
            full_name=IT_PERSON,
            unit_code=WARD,
            roles=("unit_it",),
            request_document="01/ĐN-MẪU",
        )
    return signed_in(IT_PERSON)


@pytest.fixture
def visitor_at_work(it_person):
    page = it_person.get(it_person.get("/").link("Hỗ trợ"))
    it_person.submit(page, "bieu-mau", text=REASON)
    return it_person


class TestSupportVisit:
    def test_asks_for_a_reason(self, it_person):
        page = it_person.submit(it_person.get("/ho-tro"), "bieu-mau", text="")
        assert page.status == 422
        assert it_person.get("/hom-nay").status == 403

    def test_is_marked_on_every_page_and_shows_the_records(self, visitor_at_work, case_address):
        for address in ("/hom-nay", case_address, "/tra-cuu"):
            page = visitor_at_work.get(address)
            assert page.status == 200
            assert "Đang xem màn hình của UBND phường Mẫu An để hỗ trợ đến 12:00" in page.text

    def test_leaves_an_entry_for_each_page(self, visitor_at_work, case_address, office):
        visitor_at_work.get(case_address)
        visitor_at_work.get("/ho-tro")
        with office.database.reading() as tx:
            of_visit = JournalEntry.action == "view_in_support"
            details = tx.scalars(
                select(JournalEntry.detail).where(of_visit).order_by(JournalEntry.id)
            ).all()
        assert [screen for screen in ("today.show", "cases.show") if screen in "".join(details)]
        assert len(details) == 2

    def test_leaves_an_entry_for_a_part_of_a_file(
        self, visitor_at_work, registrar, case_address, office
    ):
        registrar.get(f"{case_address}/tai-lieu/them")
        case = registrar.post(
            f"{case_address}/tai-lieu/them", {"type": "evidence"}, files={"files": ("a.pdf", pdf())}
        )
        file = case.tree.xpath("//a[starts-with(@href, '/tep/')]/@href")[0]
        assert visitor_at_work.get(file, headers={"Range": "bytes=0-99"}).status == 206
        with office.database.reading() as tx:
            of_visit = JournalEntry.action == "view_in_support"
            details = tx.scalars(select(JournalEntry.detail).where(of_visit)).all()
        assert [one for one in details if "cases.download" in one]

    def test_takes_nothing_that_is_sent(self, visitor_at_work, case_address):
        page = visitor_at_work.post(f"{case_address}/ghi-chu", {"text": "Đã xem."})
        assert page.status == 403
        assert page.title == "Đang vào xem để hỗ trợ: chỉ được xem"
        assert visitor_at_work.post("/tep-xuat/due").status == 403

    def test_ends_at_a_click(self, visitor_at_work, case_address):
        page = visitor_at_work.post("/ho-tro/ket-thuc")
        assert "Đã kết thúc" in page.said
        assert visitor_at_work.get(case_address).status == 404

    def test_is_listed_for_the_head_and_not_for_the_staff(self, visitor_at_work, signed_in):
        page = signed_in(HEAD).get("/ho-tro")
        assert IT_PERSON in page.text
        assert REASON in page.text
        assert signed_in(OFFICER).get("/ho-tro").status == 403
