"""How long a session lasts, and what is left of it afterwards."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from cases.actions.become import become
from cases.actions.save_draft import save_draft
from cases.actions.sign_out import sign_out
from cases.actions.touch_session import touch_session
from cases.models.account import Account
from cases.models.role_assignment import RoleAssignment
from cases.models.user_session import UserSession
from cases.queries.session import ended_session, load_actor
from tests.cases.fixtures import on_both_databases
from tests.cases.statements import sent_to

MINUTE = timedelta(minutes=1)


@pytest.fixture
def token(office, people):
    """The token of a fresh session of the head."""
    with office.database.writing() as tx:
        session = become(
            tx, office, account_id=people["head"].account_id, address="10.0.0.5", agent="Firefox"
        )
    return session.token


@pytest.fixture
def load(office, token):
    def load():
        with office.database.reading() as tx:
            return load_actor(tx, office, token=token, address="10.0.0.5")

    return load


@pytest.fixture
def later(office):
    def later(time):
        office.clock.set(office.clock.now() + time)

    return later


@on_both_databases
class TestSession:
    def test_knows_person_roles_and_units_in_one_statement(self, office, load, people):
        with sent_to(office.database) as sent:
            session = load()
        assert session.actor.account_id == people["head"].account_id
        assert session.actor.assignments == people["head"].assignments
        assert (sent.commits, len(sent.statements)) == (0, 1)

    def test_lasts_thirty_minutes_without_a_request(self, load, later):
        later(30 * MINUTE - timedelta(seconds=1))
        assert load()

    def test_is_over_after_thirty_minutes(self, load, later):
        later(30 * MINUTE)
        assert load() is None

    def test_lasts_on_while_it_is_used(self, office, load, later, token):
        for _ in range(4):
            later(20 * MINUTE)
            assert load()
            with office.database.writing() as tx:
                touch_session(tx, office, token=token)
        assert load().expires_at == office.clock.now() + 30 * MINUTE


class TestTouch:
    def test_is_not_needed_within_a_minute(self, load, later):
        later(MINUTE - timedelta(seconds=1))
        assert not load().needs_touch

    def test_is_needed_after_a_minute(self, load, later):
        later(MINUTE)
        assert load().needs_touch

    def test_is_one_small_write(self, office, token):
        with sent_to(office.database) as sent, office.database.writing() as tx:
            touch_session(tx, office, token=token)
        assert (sent.commits, len(sent.statements)) == (1, 1)

    def test_does_not_wake_a_session_that_was_ended(self, office, token, load, later):
        with office.database.writing() as tx:
            sign_out(tx, office, token=token)
        later(MINUTE)
        with office.database.writing() as tx:
            touch_session(tx, office, token=token)
        assert load() is None

    def test_does_not_wake_a_session_that_ran_out(self, office, token, load, later):
        later(31 * MINUTE)
        with office.database.writing() as tx:
            touch_session(tx, office, token=token)
        assert load() is None


class TestToken:
    @pytest.mark.parametrize("token", ["", "nonsense", "' OR 1=1 --", "x" * 5000])
    def test_that_nobody_gave_out_opens_nothing(self, office, people, token):
        with office.database.reading() as tx:
            assert load_actor(tx, office, token=token, address="") is None

    def test_as_stored_in_the_table_opens_nothing(self, office, token):
        with office.database.reading() as tx:
            stored = tx.scalars(select(UserSession.token_hash)).one()
            assert load_actor(tx, office, token=stored, address="") is None


class TestRoles:
    def test_that_ended_yesterday_are_gone_today(self, office, people, load):
        yesterday = office.today() - timedelta(days=1)
        with office.database.writing() as tx:
            of_head = RoleAssignment.account_id == people["head"].account_id
            tx.execute(update(RoleAssignment).where(of_head).values(valid_to=yesterday))
        assert load().actor.assignments == ()


class TestEndedSession:
    """What the page needs that says "your session has ended; what you typed is kept"."""

    def test_says_whose_it_was_and_when_it_ended(self, office, people, token, later):
        began = office.clock.now()
        later(45 * MINUTE)
        with office.database.reading() as tx:
            ended = ended_session(tx, office, token=token)
        assert (ended.account_id, ended.name) == (people["head"].account_id, people["head"].name)
        assert ended.ended_at == began + 30 * MINUTE

    def test_lists_where_the_person_left_drafts(self, office, people, token, later):
        with office.database.writing() as tx:
            save_draft(tx, office, people["head"], place="intake:x", values={"a": ["b"]})
        later(45 * MINUTE)
        with office.database.reading() as tx:
            assert ended_session(tx, office, token=token).draft_places == ("intake:x",)

    def test_is_nothing_while_the_session_runs(self, office, token):
        with office.database.reading() as tx:
            assert ended_session(tx, office, token=token) is None

    def test_is_forgotten_after_twelve_hours(self, office, token, later):
        later(timedelta(hours=12, minutes=30, seconds=1))
        with office.database.reading() as tx:
            assert ended_session(tx, office, token=token) is None

    def test_is_nothing_for_a_token_that_nobody_gave_out(self, office):
        with office.database.reading() as tx:
            assert ended_session(tx, office, token="nonsense") is None


class TestLongestTime:
    """A session ends so long after signing in, however busy it is."""

    @pytest.fixture
    def keep_busy(self, office, later, token):
        def keep_busy(thirds_of_an_hour):
            for _ in range(thirds_of_an_hour):
                later(20 * MINUTE)
                with office.database.writing() as tx:
                    touch_session(tx, office, token=token)

        return keep_busy

    def test_is_twelve_hours(self, load, keep_busy):
        keep_busy(35)
        assert load().expires_at == load().ends_at
        keep_busy(1)
        assert load() is None

    def test_is_a_setting(self, office, load, keep_busy):
        office.settings = replace(office.settings, session_hours=1)
        keep_busy(3)
        assert load() is None

    def test_is_told_apart_from_lying_idle(self, office, token, keep_busy):
        keep_busy(36)
        with office.database.reading() as tx:
            ended = ended_session(tx, office, token=token)
        assert ended.reason == "lifetime"


class TestReason:
    def test_is_lying_idle(self, office, token, later):
        later(45 * MINUTE)
        with office.database.reading() as tx:
            assert ended_session(tx, office, token=token).reason == "idle"

    def test_is_the_lock_of_the_account_whoever_wrote_it(self, office, people, token, later):
        account_id = people["head"].account_id
        later(MINUTE)
        with office.database.writing() as tx:
            tx.execute(
                update(Account).where(Account.id == account_id).values(locked_from=office.today())
            )
        with office.database.reading() as tx:
            ended = ended_session(tx, office, token=token)
        assert ended.reason == "locked"

    def test_is_what_came_first(self, office, token, later):
        later(45 * MINUTE)
        with office.database.writing() as tx:
            sign_out(tx, office, token=token)
        with office.database.reading() as tx:
            assert ended_session(tx, office, token=token).reason == "idle"


class TestIdleMinutes:
    def test_are_a_setting(self, office, load, later):
        office.settings = replace(office.settings, idle_minutes=5)
        later(5 * MINUTE)
        assert load() is None
