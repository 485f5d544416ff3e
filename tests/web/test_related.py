"""Hồ sơ liên quan on the page of a case: which, and why."""

from datetime import date


class TestPanel:
    def test_names_earlier_cases_of_the_same_people_and_says_why(self, officer, register_complaint):
        earlier = register_complaint(date(2026, 8, 3)).registered.code
        later = register_complaint().registered.code
        page = officer.get(f"/ho-so/{later}")
        (panel,) = page.tree.xpath("//*[@id='lien-quan']")
        words = " ".join(panel.text_content().split())
        assert words.startswith("Hồ sơ liên quan 1")
        assert "Cùng họ tên người nộp đơn, cùng cơ quan, người bị khiếu nại" in words
        assert panel.xpath(".//a/@href") == [f"/ho-so/{earlier}"]

    def test_is_not_there_when_nothing_is_related(self, officer, complaint):
        page = officer.get(f"/ho-so/{complaint.registered.code}")
        assert not page.tree.xpath("//*[@id='lien-quan']")
