"""Frees the steps of those whose role has ended: a role ends at midnight, and nobody is there."""

from cases.accounts.role_duties import ended_holders, give_back
from cases.accounts.system_account import system_account
from cases.office import Office


def sweep(office: Office) -> int:
    """Give back what holders of ended roles still have; return how many steps that were."""
    with office.database.reading() as tx:
        ended = ended_holders(tx, office)
    freed = 0
    for held in ended:
        with office.database.writing() as tx:
            reason = f"Thôi giữ vai trò {office.role_title(held.role)}"
            freed += give_back(tx, office, system_account(tx, office), held, reason=reason)[0]
    return freed
