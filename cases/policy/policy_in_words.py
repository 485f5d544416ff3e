"""The permission map as sentences, for who has to sign it and does not read code."""

from collections.abc import Mapping
from dataclasses import dataclass

from cases.policy.permission_map import PERMISSION_MAP
from cases.policy.permissions import Permission
from cases.policy.predicates import CASE_STAFF, DEALS_WITH_PEOPLE, LEADERS
from config.catalogs import Role
from config.policy_words import PolicyWords

SETS = {"case_staff": CASE_STAFF, "leaders": LEADERS, "deals_with_people": DEALS_WITH_PEOPLE}
"""Sets of roles that clauses may name; the conditions read the same sets."""


@dataclass(frozen=True, slots=True)
class PermissionInWords:
    """One row of the policy.

    Attributes:
        code: The permission.
        what: What it allows.
        ways: Who has it: a sentence for each way of getting it.
        basis: The article it rests on, or empty.
    """

    code: str
    what: str
    ways: tuple[str, ...]
    basis: str


def policy_in_words(words: PolicyWords, roles: Mapping[str, Role]) -> tuple[PermissionInWords, ...]:
    """Return every permission there is, in the order of ``Permission``."""
    names = {code: role.title for code, role in roles.items()} | dict(words.sets)
    clauses = {name: clause.format_map(names) for name, clause in words.conditions.items()}
    return tuple(_row(permission, words, clauses) for permission in Permission)


def sets_in_words(words: PolicyWords, roles: Mapping[str, Role]) -> tuple[tuple[str, str], ...]:
    """Return what each set of roles is called, and the titles of its roles."""
    return tuple(
        (_begun(name), ", ".join(role.title for role in roles.values() if role.code in SETS[of]))
        for of, name in words.sets.items()
    )


def _row(
    permission: Permission, words: PolicyWords, clauses: Mapping[str, str]
) -> PermissionInWords:
    ways = tuple(
        _sentence([clauses[predicate.__name__] for predicate in group])
        for group in PERMISSION_MAP.get(permission, ())
    )
    rule = words.permissions[permission]
    return PermissionInWords(permission.value, rule.what, ways or ("Không ai.",), rule.basis)


def _sentence(clauses: list[str]) -> str:
    who, *when = clauses
    *others, last = when or [""]
    whens = f"{', '.join(others)} và {last}" if others else last
    return _begun(f"{who}, khi {whens}." if when else f"{who}.")


def _begun(text: str) -> str:
    """Begin with a capital letter."""
    return text[0].upper() + text[1:]
