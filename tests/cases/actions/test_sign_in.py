"""Who gets in, and how guessing is slowed down (Điều 8 Quy chế 2003/QĐ-UBND)."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import func, select, update

from cases.actions.become import become
from cases.actions.sign_in import sign_in
from cases.actions.sign_out import sign_out
from cases.errors import NotAllowedError, NotFoundError
from cases.models.account import Account
from cases.models.journal_entry import JournalEntry
from cases.models.sign_in_attempt import SignInAttempt
from cases.models.user_session import UserSession
from cases.queries.session import load_actor
from cases.refused_sign_in import SignInRefusedError
from tests.cases.door import knock
from tests.cases.fixtures import on_both_databases


@pytest.fixture
def enter(office):
    """Try to sign in: ``enter(email, password)``; return the session, or the reason against it."""
    return partial(knock, office)


@pytest.fixture
def later(office):
    """Let time pass: ``later(minutes=5)``."""

    def later(**time):
        office.clock.set(office.clock.now() + timedelta(**time))

    return later


def entries(office, action):
    with office.database.reading() as tx:
        return list(tx.scalars(select(JournalEntry).where(JournalEntry.action == action)))


class TestSigningIn:
    @on_both_databases
    def test_with_the_right_password_opens_a_session(self, office, clerk, password, enter):
        session = enter(clerk.email, password)
        with office.database.reading() as tx:
            loaded = load_actor(tx, office, token=session.token, address="10.0.0.5")
        assert loaded.actor.account_id == clerk.account_id
        assert loaded.actor.assignments == clerk.assignments
        assert loaded.actor.address == "10.0.0.5"

    def test_takes_the_address_in_any_case_and_with_spaces(self, clerk, password, enter):
        assert enter(f"  {clerk.email.upper()} ", password).account_id == clerk.account_id

    def test_stores_nothing_that_could_be_used_to_sign_in(self, office, clerk, password, enter):
        session = enter(clerk.email, password)
        with office.database.reading() as tx:
            stored = tx.scalars(select(UserSession)).one()
        assert session.token not in {stored.token_hash, stored.agent, stored.address}
        assert len(stored.token_hash) == 64

    def test_twice_gives_two_sessions(self, clerk, password, enter):
        first, second = enter(clerk.email, password), enter(clerk.email, password)
        assert first.token != second.token

    @pytest.mark.parametrize("wrong", ["", "mười ba con vịt", "Mười ba con vịt ", "x" * 5000])
    def test_with_a_wrong_password_is_refused(self, clerk, enter, wrong):
        assert enter(clerk.email, wrong) == "wrong"

    def test_of_nobody_is_refused_with_the_same_word(self, enter, password):
        assert enter("nobody@danang.gov.vn", password) == "wrong"

    @on_both_databases
    def test_of_no_name_at_all_is_refused_with_the_same_word(self, enter):
        assert enter("no\0body", "x") == "wrong"

    def test_of_an_account_without_password_is_refused(self, people, enter):
        assert enter(people["head"].email, "") == "wrong"
        assert enter(people["head"].email, "no account has this password") == "wrong"

    def test_is_journalled_with_the_network_address(self, office, clerk, password, enter):
        session = enter(clerk.email, password)
        (entry,) = entries(office, "sign_in")
        assert (entry.account_id, entry.address) == (clerk.account_id, "10.0.0.5")
        assert (entry.subject_kind, entry.subject_id) == ("user_session", session.session_id)

    def test_refused_is_journalled_without_the_name_that_was_tried(self, office, clerk, enter):
        enter(clerk.email, "wrong")
        (entry,) = entries(office, "sign_in_refused")
        assert entry.account_id is None
        assert clerk.email not in entry.detail


class TestGuessing:
    @pytest.fixture
    def fail(self, office):
        """Note failed attempts: ``fail(5, clerk.email)``."""

        def fail(times, email, address="10.0.0.5"):
            now = office.clock.now()
            with office.database.writing() as tx:
                tx.add_all(
                    SignInAttempt(email=email, address=address, at=now) for _ in range(times)
                )

        return fail

    @pytest.fixture
    def wait(self, office, clerk):
        """Seconds that the clerk must wait before the next attempt; 0 when none."""

        def wait():
            try:
                sign_in(office, email=clerk.email, password="", address="10.0.0.5", agent="")
            except SignInRefusedError as refusal:
                return (
                    (refusal.retry_at - office.clock.now()).total_seconds()
                    if refusal.retry_at
                    else 0
                )

        return wait

    def test_is_free_five_times(self, clerk, enter):
        assert [enter(clerk.email, "") for _ in range(6)] == ["wrong"] * 5 + ["throttled"]

    def test_is_slowed_down_after_that_even_with_the_right_password(
        self, clerk, password, enter, fail
    ):
        fail(5, clerk.email)
        assert enter(clerk.email, password) == "throttled"

    def test_waits_longer_after_each_failure(self, clerk, fail, wait):
        fail(4, clerk.email)
        waits = []
        for _ in range(5):
            fail(1, clerk.email)
            waits.append(wait())
        assert waits == [8, 16, 32, 64, 128]

    def test_never_waits_longer_than_five_minutes(self, clerk, fail, wait):
        fail(200, clerk.email, address="10.0.0.9")
        assert wait() == 300

    def test_never_locks_anybody_out_for_good(self, clerk, password, enter, fail, later):
        fail(200, clerk.email)
        later(minutes=5)
        assert enter(clerk.email, password).account_id == clerk.account_id

    def test_is_forgotten_after_a_success(self, office, clerk, password, enter, fail, later, wait):
        fail(5, clerk.email)
        later(seconds=8)
        enter(clerk.email, password)
        with office.database.reading() as tx:
            assert tx.scalar(select(func.count()).select_from(SignInAttempt)) == 0
        assert wait() == 0

    def test_is_forgotten_after_a_quarter_of_an_hour(self, clerk, fail, later, wait):
        fail(5, clerk.email)
        later(minutes=15, seconds=1)
        assert wait() == 0

    def test_does_not_slow_down_other_people(self, clerk, people, fail, wait):
        fail(20, people["head"].email)
        assert wait() == 0

    def test_of_many_names_from_one_network_address_is_slowed_down(self, clerk, fail, enter):
        for number in range(30):
            fail(1, f"name{number}@danang.gov.vn")
        assert enter("another@danang.gov.vn", "") == "throttled"
        assert enter("another@danang.gov.vn", "", address="10.0.0.6") == "wrong"

    def test_of_as_many_names_as_the_office_expects_from_one_address_is_not(
        self, office, fail, enter
    ):
        office.settings = replace(office.settings, wrong_sign_ins=200)
        for number in range(199):
            fail(1, f"name{number}@danang.gov.vn")
        assert enter("another@danang.gov.vn", "") == "wrong"
        assert enter("another@danang.gov.vn", "") == "throttled"

    def test_leaves_no_heap_of_old_attempts_behind(self, office, clerk, enter, fail, later):
        fail(20, clerk.email)
        later(hours=2)
        enter(clerk.email, "")
        with office.database.reading() as tx:
            assert tx.scalar(select(func.count()).select_from(SignInAttempt)) == 1


class TestLockedAccount:
    @pytest.fixture
    def lock(self, office, clerk):
        def lock(day):
            with office.database.writing() as tx:
                of_clerk = update(Account).where(Account.id == clerk.account_id)
                tx.execute(of_clerk.values(locked_from=day))

        return lock

    def test_is_told_so_to_the_owner_only(self, office, clerk, password, enter, lock):
        lock(office.today())
        assert enter(clerk.email, password) == "locked"
        assert enter(clerk.email, "wrong") == "wrong"

    def test_may_sign_in_until_the_day_of_the_lock(self, office, clerk, password, enter, lock):
        lock(office.today() + timedelta(days=1))
        assert enter(clerk.email, password).account_id == clerk.account_id

    def test_loses_its_open_sessions_at_once(self, office, clerk, password, enter, lock):
        session = enter(clerk.email, password)
        lock(office.today())
        with office.database.reading() as tx:
            assert load_actor(tx, office, token=session.token, address="") is None


class TestSigningOut:
    @pytest.fixture
    def open_session(self, office, clerk):
        def open_session():
            with office.database.writing() as tx:
                return become(tx, office, account_id=clerk.account_id, address="10.0.0.5", agent="")

        return open_session

    def test_ends_this_session_and_no_other(self, office, open_session):
        first, second = open_session(), open_session()
        with office.database.writing() as tx:
            sign_out(tx, office, token=first.token)
        with office.database.reading() as tx:
            assert load_actor(tx, office, token=first.token, address="") is None
            assert load_actor(tx, office, token=second.token, address="")

    def test_is_journalled_with_the_person(self, office, clerk, open_session):
        session = open_session()
        with office.database.writing() as tx:
            sign_out(tx, office, token=session.token)
        (entry,) = entries(office, "sign_out")
        assert (entry.account_id, entry.address) == (clerk.account_id, "10.0.0.5")
        assert (entry.subject_kind, entry.subject_id) == ("user_session", session.session_id)

    def test_twice_or_without_a_session_is_harmless(self, office, open_session):
        session = open_session()
        for token in (session.token, session.token, "nonsense"):
            with office.database.writing() as tx:
                sign_out(tx, office, token=token)
        assert len(entries(office, "sign_out")) == 1


class TestBecoming:
    """Choosing a demo person from the list instead of typing a password."""

    def test_opens_a_session_outside_production(self, office, people):
        head = people["head"]
        with office.database.writing() as tx:
            session = become(tx, office, account_id=head.account_id, address="", agent="")
        with office.database.reading() as tx:
            loaded = load_actor(tx, office, token=session.token, address="")
        assert loaded.actor.account_id == head.account_id

    def test_is_refused_in_production(self, office, people):
        office.settings = replace(office.settings, environment="production")
        with pytest.raises(NotAllowedError), office.database.writing() as tx:
            become(tx, office, account_id=people["head"].account_id, address="", agent="")

    def test_nobody_is_refused(self, office):
        with pytest.raises(NotFoundError), office.database.writing() as tx:
            become(tx, office, account_id=4711, address="", agent="")
