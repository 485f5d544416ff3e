"""Code lists: every bundled one is complete, and a mistake in one is named."""

import pytest

from config.catalogs import (
    CatalogError,
    read_documents,
    read_events,
    read_lists,
    read_roles,
    read_sources,
)

ROLES = {
    *("receptionist", "registrar", "petition_officer", "section_head", "head", "deputy"),
    *("verifier", "inspectorate", "rule_editor", "administrator", "unit_it", "lookup"),
}


class TestRoles:
    def test_are_those_of_the_regulation_and_the_law(self):
        assert set(read_roles()) == ROLES

    def test_belong_to_a_group_of_accounts(self):
        groups = {role.code: role.group for role in read_roles().values()}
        assert groups["lookup"] == "lookup"
        assert groups["administrator"] == groups["rule_editor"] == "administration"

    def test_cannot_be_changed_by_a_reader(self):
        with pytest.raises(TypeError):
            read_roles()["intruder"] = None

    def test_of_an_unknown_group_are_refused(self, tmp_path):
        path = tmp_path / "roles.toml"
        path.write_text('[head]\ntitle = "Thủ trưởng"\ngroup = "bosses"\n', encoding="utf-8")
        with pytest.raises(CatalogError, match=r"roles.toml: head: 'bosses'"):
            read_roles(path)

    def test_with_a_misspelt_key_are_refused(self, tmp_path):
        path = tmp_path / "roles.toml"
        path.write_text('[head]\ntitel = "Thủ trưởng"\ngroup = "staff"\n', encoding="utf-8")
        with pytest.raises(CatalogError, match=r"head: .*titel, title"):
            read_roles(path)


class TestEvents:
    def test_include_those_of_the_first_complaint(self):
        assert {"petition_received", "accepted", "decision_issued", "case_closed"} <= set(
            read_events()
        )

    def test_have_titles_that_read_well_after_the_word_day(self):
        for event in read_events().values():
            assert event.title[0].isupper(), event.code
            assert not event.title.lower().startswith("ngày"), event.code
            assert not event.title.endswith("."), event.code

    def test_have_different_titles(self):
        titles = [event.title for event in read_events().values()]
        assert len(set(titles)) == len(titles)

    def test_without_a_title_are_refused(self, tmp_path):
        path = tmp_path / "events.toml"
        path.write_text('accepted = ""\n', encoding="utf-8")
        with pytest.raises(CatalogError, match="accepted"):
            read_events(path)


class TestDocuments:
    def test_say_whether_they_come_in_or_go_out(self):
        documents = read_documents()
        assert documents["acceptance"].direction == "out"
        assert documents["petition"].direction == "in"


class TestLists:
    def test_offer_fewer_fields_for_a_complaint_than_there_are(self):
        lists = read_lists()
        offered = {field.code for field in lists.fields_for("complaint")}
        assert "land" in offered
        assert "corruption" not in offered

    def test_hold_the_nine_grounds_of_article_11(self):
        grounds = read_lists().not_accepted_grounds
        assert len(grounds) == 9
        assert grounds["ground_9"].article == "khoản 9 Điều 11 Luật Khiếu nại"

    def test_hold_the_seven_criteria_of_complexity(self):
        assert len(read_lists().complexity_criteria) == 7

    def test_name_the_sources_of_petitions(self):
        assert read_sources()["post"] == "Bưu chính"

    def test_missing_altogether_are_refused(self, tmp_path):
        path = tmp_path / "lists.toml"
        path.write_text('[sources]\npost = "Bưu chính"\n', encoding="utf-8")
        with pytest.raises(CatalogError, match="fields"):
            read_lists(path)

    def test_that_are_not_toml_are_refused(self, tmp_path):
        path = tmp_path / "lists.toml"
        path.write_text("[sources", encoding="utf-8")
        with pytest.raises(CatalogError, match="không đọc được"):
            read_lists(path)
