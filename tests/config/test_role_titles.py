"""The head of a ward is its Chairman: what roles are called in units of different kinds."""

import pytest

from config.catalogs import CatalogError, read_roles
from config.role_titles import read_role_titles, role_title

ROLES = read_roles()


@pytest.mark.parametrize(
    ("role", "kind", "title"),
    [
        ("head", "ward", "Chủ tịch UBND"),
        ("deputy", "ward", "Phó Chủ tịch UBND"),
        ("head", "department", "Giám đốc Sở"),
        ("head", "inspectorate", "Chánh Thanh tra thành phố"),
        ("head", "operator", "Thủ trưởng"),
        ("head", None, "Thủ trưởng"),
        ("petition_officer", "ward", "Người xử lý đơn"),
        ("no_such_role", "ward", "no_such_role"),
    ],
)
def test_a_role_is_called_as_the_kind_of_unit_calls_it(role, kind, title):
    assert role_title(ROLES, read_role_titles(ROLES), role, kind) == title


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ('[ward]\nboss = "Chủ tịch"\n', "ward.boss"),
        ("[ward]\nhead = 1\n", "ward.head"),
        ('[ward]\nhead = " "\n', "ward.head"),
        ('ward = "Chủ tịch"\n', "ward"),
    ],
)
def test_a_wrong_title_is_refused_by_name(tmp_path, content, place):
    path = tmp_path / "role_titles.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CatalogError, match=place):
        read_role_titles(ROLES, path)
