"""The types of document that may be held of a denunciation."""

import pytest

from config.catalogs import CatalogError, read_documents
from config.denunciation_papers import read_denunciation_papers

NAMING_THE_AUTHOR = {"petition", "receipt", "authorization", "evidence", "withdrawal"}
SAYING_A_RESULT = {"verification_report", "opinion", "expert_conclusion", "working_minutes"}


class TestDenunciationPapers:
    def test_are_each_asked_for_by_an_article_of_the_law(self):
        papers = read_denunciation_papers(read_documents())
        assert {"acceptance", "extension", "handling_act"} <= set(papers)
        assert all("Luật Tố cáo" in article for article in papers.values())

    def test_are_none_that_name_the_author_or_say_a_result(self):
        """Khoản 7 Điều 5 Quy chế 2003/QĐ-UBND."""
        papers = set(read_denunciation_papers(read_documents()))
        assert not papers & (NAMING_THE_AUTHOR | SAYING_A_RESULT)

    def test_of_an_unknown_type_are_refused(self, tmp_path):
        path = tmp_path / "papers.toml"
        path.write_text('gossip = "Điều 1"\n', encoding="utf-8")
        with pytest.raises(CatalogError, match="gossip"):
            read_denunciation_papers(read_documents(), path)

    def test_without_an_article_are_refused(self, tmp_path):
        path = tmp_path / "papers.toml"
        path.write_text('acceptance = ""\n', encoding="utf-8")
        with pytest.raises(CatalogError, match="acceptance"):
            read_denunciation_papers(read_documents(), path)
