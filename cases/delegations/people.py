"""Who of a unit may act for somebody, and for whom."""

from collections.abc import Mapping
from dataclasses import dataclass

from cases.database import Transaction
from cases.models.role_assignment import RoleAssignment
from cases.office import Office
from cases.policy.predicates import CASE_STAFF, LEADERS
from cases.role_holders import role_holders


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works on cases in a unit, with the roles held there today."""

    account_id: int
    name: str
    roles: frozenset[str]

    @property
    def leads(self) -> bool:
        """Tell whether the person has the delegable powers by a role already."""
        return bool(self.roles & LEADERS)


def colleagues(tx: Transaction, office: Office, unit_id: int) -> Mapping[int, Colleague]:
    """Return the staff of a unit by account, in the order of their names."""
    of_unit = RoleAssignment.unit_id == unit_id
    roles: dict[int, set[str]] = {}
    names: dict[int, str] = {}
    for one in role_holders(tx, office.today(), CASE_STAFF, among=of_unit):
        names[one.account_id] = one.name
        roles.setdefault(one.account_id, set()).add(one.role)
    in_order = sorted(names, key=lambda account_id: (names[account_id], account_id))
    return {one: Colleague(one, names[one], frozenset(roles[one])) for one in in_order}
