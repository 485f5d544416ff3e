"""Changing one's own password."""

import pytest
from sqlalchemy import select, update

from cases.actions.become import become
from cases.actions.change_password import change_password
from cases.actions.sign_in import sign_in
from cases.errors import WeakPasswordError
from cases.models.account import Account
from cases.models.journal_entry import JournalEntry
from cases.queries.session import load_actor

NEW = "Hai mươi con ngỗng"


@pytest.fixture
def enter(office, clerk):
    """Open a session of the clerk and return its token."""

    def enter():
        with office.database.writing() as tx:
            return become(tx, office, account_id=clerk.account_id, address="", agent="").token

    return enter


def actor_of(office, token):
    with office.database.reading() as tx:
        loaded = load_actor(tx, office, token=token, address="")
    return loaded and loaded.actor


class TestNewPassword:
    def test_opens_the_door_and_the_old_one_no_longer_does(self, office, clerk, password):
        change_password(office, clerk, current=password, new=NEW)
        assert sign_in(office, email=clerk.email, password=NEW, address="", agent="")

    def test_ends_all_other_sessions_but_not_this_one(self, office, clerk, password, enter):
        here, there, elsewhere = enter(), enter(), enter()
        change_password(office, actor_of(office, here), current=password, new=NEW)
        assert actor_of(office, here)
        assert actor_of(office, there) is None
        assert actor_of(office, elsewhere) is None

    def test_satisfies_the_demand_for_a_change(self, office, clerk, password):
        with office.database.writing() as tx:
            tx.execute(update(Account).values(must_change_password=True))
        change_password(office, clerk, current=password, new=NEW)
        with office.database.reading() as tx:
            account = tx.get_one(Account, clerk.account_id)
        assert account.must_change_password is False
        assert account.password_changed_at == office.clock.now()

    def test_is_journalled_without_any_password(self, office, clerk, password):
        change_password(office, clerk, current=password, new=NEW)
        with office.database.reading() as tx:
            entry = tx.scalars(select(JournalEntry).order_by(JournalEntry.id.desc())).first()
        assert (entry.action, entry.detail) == ("change_password", '{"password":"đã đổi"}')


class TestRefusal:
    @pytest.mark.parametrize(
        ("new", "reason"),
        [
            pytest.param("ngắn quá", "short", id="short"),
            pytest.param("1234567890", "common", id="common"),
            pytest.param("MatKhau123", "common", id="common-in-capitals"),
            pytest.param("abababababab", "common", id="two-letters"),
        ],
    )
    def test_of_a_weak_one_says_why(self, office, clerk, password, new, reason):
        with pytest.raises(WeakPasswordError) as refusal:
            change_password(office, clerk, current=password, new=new)
        assert refusal.value.reason == reason

    def test_of_the_same_one(self, office, clerk, password):
        with pytest.raises(WeakPasswordError) as refusal:
            change_password(office, clerk, current=password, new=password)
        assert refusal.value.reason == "same"

    def test_of_a_person_who_does_not_know_the_present_one(self, office, clerk):
        with pytest.raises(WeakPasswordError) as refusal:
            change_password(office, clerk, current="không biết", new=NEW)
        assert refusal.value.reason == "current"

    def test_changes_nothing(self, office, clerk, password, enter):
        token = enter()
        with pytest.raises(WeakPasswordError):
            change_password(office, clerk, current="không biết", new=NEW)
        assert actor_of(office, token)
        with office.database.reading() as tx:
            assert tx.get_one(Account, clerk.account_id).password_changed_at is None
