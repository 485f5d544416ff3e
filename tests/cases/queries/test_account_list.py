"""Tài khoản as a list: who sees whom, and how much that asks of the database."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from cases.actor import Actor, Assignment
from cases.errors import NotAllowedError, NotFoundError
from cases.models.account import Account
from cases.models.role_assignment import RoleAssignment
from cases.models.unit import Unit
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.account_list import (
    IDLE,
    IN_USE,
    LOCK_COMING,
    LOCKED,
    PAGE_SIZE,
    STATES,
    AccountFilter,
    account_list,
)
from cases.queries.account_page import account_page
from config.catalogs import read_roles
from tests.cases.fixtures import on_both_databases
from tests.cases.statements import sent_to


@pytest.fixture
def units(office):
    with office.database.reading() as tx:
        return list(tx.scalars(select(Unit.id).order_by(Unit.id)))


@pytest.fixture
def listed(office):
    def listed(actor, **filters):
        with office.database.reading() as tx:
            return account_list(tx, office, actor, AccountFilter(**filters))

    return listed


@pytest.fixture
def crowd(office, units):
    """A hundred and twenty more accounts, each with a role in the first unit."""
    now = office.clock.now()
    with office.database.writing() as tx:
        tx.execute(
            insert(Account),
            [
                {
                    "email": f"dong{number}@danang.gov.vn",
                    "full_name": f"Người Đông {number}",
                    "name_f": f"nguoi dong {number:03d}",
                    "created_at": now,
                }
                for number in range(120)
            ],
        )
        ids = tx.scalars(select(Account.id).where(Account.email.startswith("dong"))).all()
        role = {"unit_id": units[0], "role": "verifier", "valid_from": office.today()}
        tx.execute(insert(RoleAssignment), [role | {"account_id": one} for one in ids])


def person(role, unit_id):
    return Actor(1, "", "", (Assignment(role, unit_id, ""),))


@on_both_databases
class TestTheList:
    def test_holds_what_the_policy_lets_the_person_read(self, office, people, units, listed):
        """The SQL twin, for every role in every unit."""
        with office.database.reading() as tx:
            held = list(tx.execute(select(RoleAssignment.account_id, RoleAssignment.unit_id)))
        for role in read_roles():
            for unit_id in units:
                actor = person(role, unit_id)
                allowed = {
                    account_id
                    for account_id, of_unit in held
                    if allows(Permission.ACCOUNTS_READ, actor, Target(unit_id=of_unit))
                }
                if not allowed:
                    if not allows(Permission.ACCOUNTS_READ, actor, Target(unit_id=unit_id)):
                        with pytest.raises(NotAllowedError):
                            listed(actor)
                    continue
                assert {row.id for row in listed(actor).rows} == allowed, (role, unit_id)

    def test_agrees_with_the_page_of_each_account(self, office, people, listed):
        head = people["head"]
        shown = {row.id for row in listed(head).rows}
        with office.database.reading() as tx:
            for account_id in tx.scalars(select(Account.id)):
                if account_id in shown:
                    assert account_page(tx, office, head, account_id=account_id).history == ()
                else:
                    with pytest.raises(NotFoundError):
                        account_page(tx, office, head, account_id=account_id)

    def test_has_every_account_in_exactly_one_state(self, office, people, listed):
        today = office.today()
        locks = ((people["verifier"], today), (people["registrar"], today + timedelta(days=3)))
        with office.database.writing() as tx:
            for one, day in locks:
                tx.get_one(Account, one.account_id).locked_from = day
            for row in tx.scalars(
                select(RoleAssignment).where(RoleAssignment.account_id == people["head"].account_id)
            ):
                row.valid_to = today - timedelta(days=1)
        administrator = people["administrator"]
        found = {state: listed(administrator, state=state).rows for state in STATES}
        assert all(row.state == state for state, rows in found.items() for row in rows)
        assert [row.id for row in found[LOCKED]] == [people["verifier"].account_id]
        assert [row.id for row in found[LOCK_COMING]] == [people["registrar"].account_id]
        assert [row.id for row in found[IDLE]] == [people["head"].account_id]
        counted = sum(len(rows) for rows in found.values())
        assert counted == listed(administrator).total == len(found[IN_USE]) + 3

    def test_asks_four_things_of_the_database_however_long_it_is(
        self, office, people, crowd, listed
    ):
        with sent_to(office.database) as sent:
            page = listed(people["administrator"], text="nguoi dong")
        assert (page.total, page.pages, len(page.rows)) == (120, 3, PAGE_SIZE)
        assert len(sent.statements) == 4
        assert len(listed(people["administrator"], text="nguoi dong", page=99).rows) == 20
