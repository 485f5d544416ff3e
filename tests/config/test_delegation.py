"""What may be delegated: the three things of the regulation, and nobody's signature."""

import pytest

from cases.policy import delegated
from cases.policy.predicates import LEADERS
from config.catalogs import CatalogError, read_roles
from config.delegation import DELEGATION, read_delegable

ROLES = read_roles()


class TestDelegable:
    def test_are_the_three_powers_of_the_regulation(self):
        """Phân công xử lý hồ sơ; giám sát việc xử lý; tiến độ xử lý (điểm c khoản 1 Điều 15)."""
        powers = read_delegable(ROLES).powers
        assert list(powers) == [delegated.ASSIGNING, delegated.MONITORING, delegated.PROGRESS]
        assert all("điểm c khoản 1 Điều 15" in one.article for one in powers.values())

    def test_roles_of_a_leave_neither_lead_nor_are_named_by_decisions(self):
        assert not read_delegable(ROLES).leave_roles & (LEADERS | {"verifier"})

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ('short = "phân công"', 'short = ""'),
            ('short = "phân công"', 'shrt = "phân công"'),
            ('"registrar"', '"registrars"'),
            ("[leave]", "[holiday]"),
        ],
    )
    def test_that_say_too_little_are_refused_by_name(self, tmp_path, before, after):
        path = tmp_path / "delegation.toml"
        path.write_text(DELEGATION.read_text(encoding="utf-8").replace(before, after, 1), "utf-8")
        with pytest.raises(CatalogError, match=r"delegation\.toml"):
            read_delegable(ROLES, path)
