"""Whoever signs in begins where their work is, and looks up no more than they may."""

import json

import pytest
from sqlalchemy import select

from cases.actions.create_account import create_account
from cases.demo.people import WARD
from cases.models.journal_entry import JournalEntry
from config.catalogs import read_roles

FIRST = {
    **dict.fromkeys(("head", "deputy", "section_head", "inspectorate"), "/hom-nay"),
    **dict.fromkeys(("receptionist", "registrar", "petition_officer", "verifier"), "/viec-cua-toi"),
    "administrator": "/quan-tri/tai-khoan",
    "rule_editor": "/quan-tri/lich-lam-viec",
    "unit_it": "/bao-loi",
    "lookup": "/tra-cuu",
}


@pytest.fixture
def newcomer(office, signed_in):
    """Make somebody with one role in the ward and sign them in."""

    def newcomer(role):
        with office.database.writing() as tx:
            create_account(
                tx,
                office,
                None,
                email=f"moi.{role}@danang.gov.vn",
                full_name=f"Người Mới {role}",
                unit_code=WARD,
                roles=(role,),
                request_document="1/CV",
            )
        return signed_in(f"Người Mới {role}")

    return newcomer


def test_every_role_begins_on_a_page_of_its_own_work(newcomer, site):
    found = {}
    for role in read_roles():
        page = newcomer(role).get("/")
        assert page.status == 200, role
        found[role] = page.address.removeprefix(site)
    assert found == FIRST


class TestLookingUp:
    @pytest.fixture
    def looker(self, newcomer):
        return newcomer("lookup")

    @pytest.fixture
    def viewed(self, office):
        def viewed(action):
            with office.database.reading() as tx:
                entries = tx.scalars(
                    select(JournalEntry)
                    .where(JournalEntry.action == action)
                    .order_by(JournalEntry.id)
                )
                return [(one.subject_kind, json.loads(one.detail)) for one in entries]

        return viewed

    def test_finds_a_complaint_and_sees_how_it_stands(self, looker, opened_complaint, viewed):
        code = opened_complaint.registered.code
        page = looker.get("/tra-cuu")
        assert code in page.text
        page = looker.get(f"/ho-so/{code}")
        assert page.title == code
        assert "Thời hạn" in page.text
        assert "Lý Văn P" in page.text
        assert "Nội dung đơn" not in page.text
        assert viewed("view") == [("case", {"way": "tra cứu"})]
        assert viewed("note_search") == [(None, {"asked": {}, "rows": 1})]

    def test_leads_to_no_paper_note_or_form(self, looker, opened_complaint):
        code = opened_complaint.registered.code
        shown = looker.get(f"/ho-so/{code}")
        assert not shown.tree.xpath("//main//form")
        for address in ("so-do", "thoi-han", "phieu", "ghi-chu", "tai-lieu", "do-mat"):
            assert looker.get(f"/ho-so/{code}/{address}").status == 404, address

    def test_keeps_the_words_out_of_the_journal(self, looker, complaint, viewed):
        looker.post("/tra-cuu", {"chu": "Lý Văn P"})
        assert viewed("note_search")[-1][1]["asked"] == {"text": "có"}
