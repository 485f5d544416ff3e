"""Who leaves with a unit that ends: roles end, and accounts without another role are locked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from cases import journal
from cases.accounts.administrators import ADMINISTRATOR
from cases.accounts.paper import Paper
from cases.actor import Actor
from cases.database import Transaction
from cases.locks.papers import named_paper
from cases.locks.written_locks import write_locks
from cases.models.account import Account
from cases.models.role_assignment import RoleAssignment
from cases.office import Office
from cases.units.merge_plan import MergePlan

GROUND = "unit_ended"
"""Code of ``config/lock_grounds.toml`` (điểm b khoản 3 Điều 8 Quy chế 2003/QĐ-UBND)."""


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody with roles in the unit that ends.

    Attributes:
        roles: Codes of these roles.
        is_locked: The account is locked: there is no other unit in which the person has a role.
    """

    account_id: int
    name: str
    roles: tuple[str, ...]
    is_locked: bool


def leavers(tx: Transaction, unit_id: int, from_day: date, *, today: date) -> tuple[Leaver, ...]:
    """Return who has a role in the unit on its last day, or would have one later; by name.

    Only a role elsewhere that goes on today keeps an account: the day may be long past.
    """
    other = aliased(RoleAssignment)
    elsewhere = exists().where(
        other.account_id == Account.id,
        other.unit_id != unit_id,
        or_(other.valid_to.is_(None), other.valid_to >= today),
    )
    is_open = or_(Account.locked_from.is_(None), Account.locked_from > from_day)
    rows = tx.execute(
        select(
            Account.id,
            Account.full_name,
            RoleAssignment.role,
            and_(~elsewhere, is_open).label("is_locked"),
        )
        .join(RoleAssignment, RoleAssignment.account_id == Account.id)
        .where(_still_held(unit_id, from_day))
        .order_by(Account.name_f, Account.id, RoleAssignment.id)
    ).all()
    found: dict[int, Leaver] = {}
    for account_id, name, role, is_locked in rows:
        before = found.get(account_id)
        roles = (*before.roles, role) if before else (role,)
        found[account_id] = Leaver(account_id, name, roles, bool(is_locked))
    return tuple(found.values())


def some_administrator_stays(
    tx: Transaction, office: Office, people: Collection[Leaver], plan: MergePlan
) -> bool:
    """Tell whether somebody is left who can give accounts."""
    if not any(ADMINISTRATOR in one.roles for one in people):
        return True
    today = office.today()
    others = (
        select(func.count())
        .select_from(RoleAssignment)
        .join(Account, Account.id == RoleAssignment.account_id)
        .where(
            RoleAssignment.role == ADMINISTRATOR,
            RoleAssignment.unit_id != plan.unit_id,
            RoleAssignment.valid_from <= today,
            RoleAssignment.valid_to.is_(None),
            Account.locked_from.is_(None),
        )
    )
    return bool(tx.scalar(others))


def end_people(
    tx: Transaction,
    office: Office,
    actor: Actor | None,
    plan: MergePlan,
    people: Collection[Leaver],
    paper: Paper,
) -> None:
    """End the roles of the unit and lock the accounts; call before work moves.

    What a locked person still has by name goes to the successor's head
    (``cases.sweeps.locked_holders``).
    """
    _end_roles(tx, office, actor, plan, people, paper)
    write_locks(
        tx,
        office,
        actor,
        account_ids=[one.account_id for one in people if one.is_locked],
        ground=GROUND,
        document=named_paper(paper.number, paper.issued_on),
        from_day=plan.from_day,
    )


def _end_roles(
    tx: Transaction,
    office: Office,
    actor: Actor | None,
    plan: MergePlan,
    people: Collection[Leaver],
    paper: Paper,
) -> None:
    if not people:
        return
    tx.execute(
        update(RoleAssignment)
        .where(_still_held(plan.unit_id, plan.from_day))
        .values(
            valid_to=plan.last_day,
            end_document=paper.number,
            end_document_on=paper.issued_on,
            ended_by_id=actor.account_id if actor else None,
        )
        .execution_options(synchronize_session=False)
    )
    entries: list[journal.Entry] = [
        (
            ("account", one.account_id),
            {
                "unit": plan.code,
                "roles": one.roles,
                "last_day": plan.last_day,
                "document": paper.number,
            },
        )
        for one in people
    ]
    journal.write_all(tx, office, actor, "end_role", entries)


def _still_held(unit_id: int, from_day: date) -> ColumnElement[bool]:
    return and_(
        RoleAssignment.unit_id == unit_id,
        or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to >= from_day),
    )
