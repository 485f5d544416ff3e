"""Accounts and units (khoản 1 Điều 8 Quy chế 2003/QĐ-UBND)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from cases.accounts.refusals import AccountRefusedError
from cases.actions.create_account import create_account
from cases.actions.create_unit import create_unit
from cases.actions.set_shortcuts import set_shortcuts
from cases.actor import Assignment
from cases.demo.people import WARD
from cases.models.account import Account
from cases.models.journal_entry import JournalEntry
from cases.models.role_assignment import RoleAssignment
from cases.models.unit import Unit
from cases.queries.actors import actor_of


@pytest.fixture
def create(office, people):
    """Create an account as usual but for what is given."""

    def create(**given):
        usual = {
            "email": "nguoimoi@danang.gov.vn",
            "full_name": "Người Mới",
            "unit_code": WARD,
            "roles": ("verifier",),
            "request_document": "12/CV-UBND",
        }
        with office.database.writing() as tx:
            return create_account(tx, office, people["administrator"], **(usual | given))

    return create


class TestAccount:
    def test_gives_the_person_roles_in_a_unit_from_today(self, office, create):
        create(roles=("verifier", "petition_officer"))
        with office.database.reading() as tx:
            actor = actor_of(tx, office, email="nguoimoi@danang.gov.vn")
            unit = tx.scalars(select(Unit).where(Unit.code == WARD)).one()
        assert actor.assignments == (
            Assignment("verifier", unit.id, unit.name, unit.kind),
            Assignment("petition_officer", unit.id, unit.name, unit.kind),
        )

    def test_gives_roles_from_the_day_they_begin(self, office, create):
        tomorrow = office.today() + timedelta(days=1)
        create(valid_from=tomorrow)
        with office.database.reading() as tx:
            assert actor_of(tx, office, email="nguoimoi@danang.gov.vn").assignments == ()

    def test_with_a_first_password_must_be_given_another(self, office, create):
        with_password, without = (
            create(password_hash="$argon2id$x"),
            create(email="b@danang.gov.vn"),
        )
        with office.database.reading() as tx:
            assert tx.get_one(Account, with_password).must_change_password
            assert not tx.get_one(Account, without).must_change_password

    def test_is_named_by_the_address_in_small_letters(self, office, create):
        account_id = create(email="  NguoiMoi@DaNang.gov.vn ")
        with office.database.reading() as tx:
            assert tx.get_one(Account, account_id).email == "nguoimoi@danang.gov.vn"

    def test_can_be_found_without_accents(self, office, create):
        account_id = create(full_name="Đặng Thị Điệp")
        with office.database.reading() as tx:
            assert tx.get_one(Account, account_id).name_f == "dang thi diep"

    def test_is_journalled_with_the_request_but_without_name_and_address(
        self, office, create, people
    ):
        account_id = create()
        with office.database.reading() as tx:
            entry = tx.scalars(select(JournalEntry).order_by(JournalEntry.id.desc())).first()
        assert entry.account_id == people["administrator"].account_id
        assert (entry.subject_kind, entry.subject_id) == ("account", account_id)
        assert "12/CV-UBND" in entry.detail
        assert "Người Mới" not in entry.detail
        assert "nguoimoi" not in entry.detail

    @pytest.mark.parametrize(
        ("given", "reason"),
        [
            pytest.param({"email": "a@gmail.com"}, "domain", id="private-mail"),
            pytest.param({"email": "a@danang.gov.vn.evil.com"}, "domain", id="a-longer-domain"),
            pytest.param({"email": "a@xdanang.gov.vn"}, "domain", id="a-similar-domain"),
            pytest.param({"email": "@danang.gov.vn"}, "domain", id="no-name"),
            pytest.param({"email": "a@b@danang.gov.vn"}, "domain", id="two-signs"),
            pytest.param({"email": "a b@danang.gov.vn"}, "domain", id="a-space"),
            pytest.param({"email": "nguyenvana@danang.gov.vn"}, "taken", id="taken"),
            pytest.param({"roles": ("wizard",)}, "role", id="unknown-role"),
            pytest.param({"roles": ()}, "role", id="no-role"),
            pytest.param({"request_document": None}, "request", id="no-request"),
            pytest.param({"request_document": None, "roles": ("lookup",)}, "request", id="look-up"),
            pytest.param({"unit_code": "moon"}, "unit", id="unknown-unit"),
        ],
    )
    def test_is_refused_with_the_reason(self, office, create, given, reason):
        with office.database.reading() as tx:
            before = tx.scalar(select(func.count()).select_from(Account))
        with pytest.raises(AccountRefusedError) as refusal:
            create(**given)
        assert refusal.value.reason == reason
        with office.database.reading() as tx:
            assert tx.scalar(select(func.count()).select_from(Account)) == before

    def test_of_those_who_run_the_system_needs_no_request(self, create):
        """Điểm a khoản 1 Điều 8."""
        create(roles=("administrator",), request_document=None)


class TestUnit:
    def test_stands_under_its_parent(self, office):
        with office.database.writing() as tx:
            unit_id = create_unit(
                tx, office, None, code="to-1", name="Tổ Một", kind="team", parent_code=WARD
            )
        with office.database.reading() as tx:
            unit = tx.get_one(Unit, unit_id)
            parent = tx.scalars(select(Unit.id).where(Unit.code == WARD)).one()
        assert (unit.parent_id, unit.name_f, unit.valid_to) == (parent, "to mot", None)

    def test_is_created_once(self, office):
        with office.database.writing() as tx:
            first = create_unit(tx, office, None, code="to-1", name="Tổ Một", kind="team")
        with office.database.writing() as tx:
            again = create_unit(tx, office, None, code="to-1", name="Tổ Hai", kind="team")
        assert first == again


class TestRoles:
    def test_end_after_their_last_day(self, office, create):
        account_id = create()
        with office.database.writing() as tx:
            of_account = update(RoleAssignment).where(RoleAssignment.account_id == account_id)
            tx.execute(of_account.values(valid_to=date(2026, 8, 31)))
        held = []
        for day in (31, 1):
            office.clock.set(office.clock.now().replace(month=8 if day == 31 else 9, day=day))
            with office.database.reading() as tx:
                held.append(len(actor_of(tx, office, email="nguoimoi@danang.gov.vn").assignments))
        assert held == [1, 0]


class TestShortcuts:
    def test_can_be_switched_off_and_on(self, office, people):
        for on in (False, True):
            with office.database.writing() as tx:
                set_shortcuts(tx, office, people["head"], enabled=on)
            with office.database.reading() as tx:
                assert tx.get_one(Account, people["head"].account_id).uses_shortcuts is on
