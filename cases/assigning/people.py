"""Who may be given a step: the right role in the right unit, and no part in what it checks."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from cases.assigning.leaving import is_leaving
from cases.database import Transaction
from cases.models.account import Account
from cases.models.case_step import CaseStep
from cases.models.role_assignment import RoleAssignment
from cases.office import Office
from engine.values import Notation

Doers = Mapping[tuple[int, str], frozenset[int]]
"""Run and element -> the accounts that did the step."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who is to be given a step.

    Attributes:
        held: Roles in force today, each with its unit.
        is_leaving: A handover is open, or a lock is to come.
    """

    account_id: int
    name: str
    held: frozenset[tuple[str, int]]
    is_leaving: bool


def candidate(tx: Transaction, office: Office, account_id: int) -> Candidate | None:
    """Return a person who can be given work; ``None`` if the account is locked or unknown."""
    today = office.today()
    in_force = and_(
        RoleAssignment.account_id == Account.id,
        RoleAssignment.valid_from <= today,
        or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to >= today),
    )
    rows = tx.execute(
        select(
            Account.full_name,
            RoleAssignment.role,
            RoleAssignment.unit_id,
            is_leaving(today).label("is_leaving"),
        )
        .outerjoin(RoleAssignment, in_force)
        .where(
            Account.id == account_id,
            or_(Account.locked_from.is_(None), Account.locked_from > today),
        )
    ).all()
    if not rows:
        return None
    held = frozenset((row.role, row.unit_id) for row in rows if row.role)
    return Candidate(account_id, rows[0].full_name, held, bool(rows[0].is_leaving))


def who_did(tx: Transaction, run_ids: Collection[int], elements: Collection[str]) -> Doers:
    """Return who ended these steps of the runs; nothing is asked where there are none.

    Whoever did one for somebody else counts, and so does the other: both are one.
    """
    if not elements:
        return {}
    rows = tx.execute(
        select(CaseStep.run_id, CaseStep.element, CaseStep.account_id, CaseStep.on_behalf_of_id)
        .where(
            CaseStep.run_id.in_(run_ids),
            CaseStep.element.in_(sorted(elements)),
            CaseStep.outcome == "done",
            CaseStep.account_id.is_not(None),
        )
        .distinct()
    )
    found: dict[tuple[int, str], frozenset[int]] = {}
    for run_id, element, *account_ids in rows:
        key = (run_id, element)
        found[key] = found.get(key, frozenset()) | {one for one in account_ids if one}
    return found


def kept_apart(notation: Notation, run_id: int, doers: Doers) -> Mapping[int, str]:
    """Return who may not do a step, and the element they did that it must be kept apart from."""
    return {
        account_id: element
        for element in reversed(notation.not_actor_of)
        for account_id in doers.get((run_id, element), ())
    }
