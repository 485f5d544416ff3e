"""Thời hạn: every number with its article; a head makes local ones stricter."""

import pytest

from tests.cases.answers import on
from tests.web.conftest import HEAD, OFFICER


@pytest.fixture
def head(signed_in):
    return signed_in(HEAD)


class TestList:
    def test_shows_every_row_to_everybody(self, officer, office):
        page = officer.get("/quan-tri/thoi-han")
        with office.database.reading() as tx:
            terms = office.terms(tx)
            keys = [row.key for term in terms.terms for row in terms.rows(term)]
        assert page.status == 200
        assert all(f"/quan-tri/thoi-han/{key}" in page.content.decode() for key in keys)

    def test_says_how_long_from_what_by_which_article(self, officer):
        text = officer.get("/quan-tri/thoi-han").text
        assert "45 ngày" in text
        assert "07 ngày làm việc" in text
        assert "Điều 28 Luật Khiếu nại" in text

    def test_marks_numbers_that_were_not_read_in_a_text(self, officer):
        page = officer.get("/quan-tri/thoi-han")
        marked = [each for each in page.all("tag") if each.text_content() == "chưa kiểm chứng"]
        assert len(marked) == 12

    def test_is_in_the_rail(self, officer):
        assert officer.get("/viec-cua-toi").link("Thời hạn") == "/quan-tri/thoi-han"


class TestRow:
    def test_of_the_law_is_not_to_be_set(self, head):
        page = head.get("/quan-tri/thoi-han/kn1_resolve_normal")
        assert "Con số do luật định" in page.text
        assert not page.tree.xpath("//input[@name='amount']")

    def test_that_is_local_is_set_by_the_head(self, head):
        assert head.get("/quan-tri/thoi-han/kn_archive").tree.xpath("//input[@name='amount']")

    def test_is_only_shown_to_others(self, signed_in):
        page = signed_in(OFFICER).get("/quan-tri/thoi-han/kn_archive")
        assert page.status == 200
        assert not page.tree.xpath("//input[@name='amount']")

    def test_that_is_not_there_is_not_found(self, head):
        assert head.get("/quan-tri/thoi-han/kn9_never").status == 404


class TestTightening:
    @pytest.fixture
    def form(self, head):
        return head.get("/quan-tri/thoi-han/kn_archive")

    @pytest.fixture
    def form_id(self, form):
        return form.tree.xpath("//form[starts-with(@id, 'don-vi-')]/@id")[0]

    @pytest.fixture
    def answers(self, office):
        return {"amount": "20", "document": "12/QĐ-UBND", "valid_from": on(office.today())}

    def test_is_shown_on_both_pages(self, head, form, form_id, answers):
        page = head.submit(form, form_id, **answers)
        assert "Đã ghi thời hạn của đơn vị" in page.said
        assert "12/QĐ-UBND" in page.text
        assert "UBND phường Mẫu An: 20 ngày" in head.get("/quan-tri/thoi-han").text

    def test_that_is_looser_is_refused_with_the_basis(self, head, form, form_id, answers):
        page = head.submit(form, form_id, **answers | {"amount": "40"})
        assert page.status == 422
        assert "phải ngắn hơn 30 ngày" in page.errors[0]
        assert page.field("amount") == "40"

    def test_can_be_ended(self, head, form, form_id, answers):
        page = head.submit(form, form_id, **answers)
        address = page.tree.xpath("//form[contains(@action, '/bo/')]/@action")[0]
        assert "từ ngày mai" in head.post(address).said

    def test_is_not_open_to_others(self, signed_in, form, form_id, answers):
        action = form.tree.get_element_by_id(form_id).action
        assert signed_in(OFFICER).post(action, answers).status == 403
