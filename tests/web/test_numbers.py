"""Numbers of people: masked, shown on request to whose step needs them, and never unnoticed."""

import io
import json
import zipfile

import pytest
from sqlalchemy import select

from cases.models.case_step import CaseStep
from cases.models.journal_entry import JournalEntry
from tests.reports.workbook import rows_of
from tests.web.conftest import HEAD, OFFICER, REGISTRAR, SECTION_HEAD, STRANGER, VERIFIER
from tests.web.test_exports import take

ID_NUMBER, PHONE = "048000000123", "0905000111"


@pytest.fixture
def code(complaint):
    return complaint.registered.code


@pytest.fixture
def address(code):
    return f"/ho-so/{code}/so-cac-ben"


def views(office):
    with office.database.reading() as tx:
        rows = tx.scalars(select(JournalEntry).where(JournalEntry.action == "view"))
        return [(row.account_id, json.loads(row.detail)) for row in rows]


def buttons(page):
    return page.tree.xpath("//form[contains(@action, 'so-cac-ben')]")


class TestCasePage:
    @pytest.mark.parametrize("person", [OFFICER, REGISTRAR, SECTION_HEAD, HEAD, VERIFIER])
    def test_masks_every_number_for_everybody(self, signed_in, code, person):
        page = signed_in(person).get(f"/ho-so/{code}")
        assert "•••••••••123" in page.text
        assert ID_NUMBER not in page.text
        assert PHONE not in page.text

    def test_offers_numbers_to_whose_open_step_needs_them(self, signed_in, code):
        offered = {
            person: bool(buttons(signed_in(person).get(f"/ho-so/{code}")))
            for person in (OFFICER, REGISTRAR, SECTION_HEAD, HEAD, VERIFIER)
        }
        assert [person for person, is_offered in offered.items() if is_offered] == [OFFICER]


class TestShownNumbers:
    def test_are_those_of_the_parties(self, officer, code, address):
        officer.get(f"/ho-so/{code}")
        page = officer.post(address)
        assert page.title == "Số giấy tờ và điện thoại"
        assert ID_NUMBER in page.text
        assert PHONE in page.text

    def test_are_kept_by_no_browser(self, officer, code, address):
        officer.get(f"/ho-so/{code}")
        assert "no-store" in officer.post(address).headers["Cache-Control"]

    def test_are_noted_in_the_journal_by_kind_and_never_by_value(
        self, office, people, officer, code, address
    ):
        officer.get(f"/ho-so/{code}")
        officer.post(address)
        (view,) = views(office)
        assert view == (
            people["petition_officer"].account_id,
            {"unmasked": ["id_number", "phone"]},
        )

    @pytest.mark.parametrize("person", [REGISTRAR, SECTION_HEAD, HEAD, VERIFIER])
    def test_are_refused_to_everybody_else(self, signed_in, office, code, address, person):
        visitor = signed_in(person)
        visitor.get(f"/ho-so/{code}")
        page = visitor.post(address)
        assert page.status == 403
        assert ID_NUMBER not in page.text
        assert views(office) == []

    def test_do_not_exist_for_a_stranger(self, signed_in, address):
        visitor = signed_in(STRANGER)
        visitor.get("/viec-cua-toi")
        assert visitor.post(address).status == 404

    def test_are_not_shown_again_by_the_address_alone(self, officer, office, code, address):
        page = officer.get(address)
        assert page.address.endswith(f"/ho-so/{code}")
        assert ID_NUMBER not in page.text
        assert views(office) == []


class TestForm:
    def test_of_a_correction_that_shows_numbers_is_noted_too(
        self, office, people, registrar, code, complaint
    ):
        with office.database.reading() as tx:
            step_id = tx.scalars(select(CaseStep.id).order_by(CaseStep.id)).first()
        page = registrar.get(f"/ho-so/{code}/dinh-chinh/{step_id}")
        assert page.field("author_id_number") == ID_NUMBER
        assert views(office) == [
            (people["registrar"].account_id, {"unmasked": ["id_number", "phone"]})
        ]


class TestFilterOfTheTaskList:
    def test_leads_a_number_to_the_search_and_into_no_address(self, officer, code):
        officer.get("/viec-cua-toi")
        page = officer.post("/viec-cua-toi", {"chu": ID_NUMBER, "nhom": "unit"})
        assert "/tra-cuu?kin=" in page.address
        assert ID_NUMBER not in page.address
        assert code in page.text

    def test_leads_other_words_to_an_address_as_before(self, officer, code):
        officer.get("/viec-cua-toi")
        page = officer.post("/viec-cua-toi", {"chu": "thu hoi", "nhom": "unit", "loai": ""})
        assert page.address.endswith("/viec-cua-toi?chu=thu+hoi&nhom=unit")


class TestFile:
    @pytest.mark.parametrize("address", ["/tra-cuu", "/viec-cua-toi?nhom=unit"])
    def test_of_a_list_holds_no_number(self, officer, code, address):
        content = take(officer, address).content
        assert code in str(rows_of(content))
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            whole = b"".join(file.read(name) for name in file.namelist())
        assert ID_NUMBER.encode() not in whole
        assert PHONE.encode() not in whole
