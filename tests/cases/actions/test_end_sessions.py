"""A person sees where they are signed in and ends it (khoản 2 Điều 15 Quy chế 2003/QĐ-UBND)."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from cases.actions.become import become
from cases.actions.end_all_sessions import end_all_sessions
from cases.actions.end_session import end_session
from cases.errors import NotFoundError
from cases.locks.written_locks import write_locks
from cases.models.journal_entry import JournalEntry
from cases.queries.own_sessions import own_sessions
from cases.queries.session import ended_session, load_actor
from tests.cases.fixtures import on_both_databases, on_postgresql
from tests.cases.statements import sent_to


@pytest.fixture
def sign_in(office, people):
    """Open a session and return its token: ``sign_in("head")``."""

    def sign_in(role="head", agent="Firefox"):
        with office.database.writing() as tx:
            return become(
                tx,
                office,
                account_id=people[role].account_id,
                address="10.0.0.5",
                agent=agent,
            )

    return sign_in


@pytest.fixture
def load(office):
    """The person behind a session, if it runs: ``load(session)``."""

    def load(session):
        with office.database.reading() as tx:
            loaded = load_actor(tx, office, token=session.token, address="10.0.0.5")
        return loaded and loaded.actor

    return load


@pytest.fixture
def reason(office):
    """Why a session ended."""

    def reason(session):
        with office.database.reading() as tx:
            return ended_session(tx, office, token=session.token).reason

    return reason


@on_both_databases
class TestOneSession:
    def test_is_ended_from_another_one(self, office, sign_in, load, reason):
        here, there = sign_in(), sign_in()
        person = load(here)
        with sent_to(office.database) as sent, office.database.writing() as tx:
            end_session(tx, office, person, session_id=there.session_id)
        assert (sent.commits, len(sent.statements)) == (1, 2)
        assert load(there) is None
        assert reason(there) == "ended"
        assert load(here)

    def test_of_somebody_else_is_as_unknown_as_one_that_there_is_not(self, office, sign_in, load):
        here, other = sign_in(), sign_in("registrar")
        for session_id in (other.session_id, 10_000):
            with pytest.raises(NotFoundError), office.database.writing() as tx:
                end_session(tx, office, load(here), session_id=session_id)
        assert load(other)


@on_both_databases
class TestAllSessions:
    def test_but_this_one_end_together(self, office, sign_in, load):
        here, *others = (sign_in() for _ in range(3))
        stranger, person = sign_in("registrar"), load(here)
        with sent_to(office.database) as sent, office.database.writing() as tx:
            end_all_sessions(tx, office, person, keeps_this=True)
        assert (sent.commits, len(sent.statements)) == (1, 2)
        assert [load(one) for one in others] == [None, None]
        assert load(here)
        assert load(stranger)

    def test_end_together_with_this_one(self, office, sign_in, load):
        here, there = sign_in(), sign_in()
        with office.database.writing() as tx:
            assert end_all_sessions(tx, office, load(here), keeps_this=False) == 2
        assert [load(here), load(there)] == [None, None]


class TestOwnSessions:
    def test_are_shown_newest_first_after_the_one_that_asks(self, office, sign_in, load):
        sessions = []
        for agent in ("first", "here", "last"):
            sessions.append(sign_in(agent=agent))
            office.clock.set(office.clock.now() + timedelta(minutes=1))
        sign_in("registrar")
        with office.database.reading() as tx:
            own = own_sessions(tx, office, load(sessions[1]))
        assert [one.agent for one in own.running] == ["here", "last", "first"]
        assert [one.is_this for one in own.running] == [True, False, False]

    def test_that_are_over_say_when_and_why(self, office, sign_in, load):
        ran_out, began = sign_in(), office.clock.now()
        office.clock.set(began + timedelta(minutes=31))
        here, there = sign_in(), sign_in()
        with office.database.writing() as tx:
            end_session(tx, office, load(here), session_id=there.session_id)
        with office.database.reading() as tx:
            own = own_sessions(tx, office, load(here))
        assert {one.id: (one.ended_at, one.end_reason) for one in own.over} == {
            ran_out.session_id: (began + timedelta(minutes=30), None),
            there.session_id: (office.clock.now(), "ended"),
        }


class TestOneSessionAtATime:
    """A setting: no account is used by two people at once (điểm đ khoản 2 Điều 15)."""

    @pytest.fixture
    def single(self, office):
        office.settings = replace(office.settings, single_session=True)

    def test_is_not_asked_for_by_itself(self, sign_in, load):
        first, second = sign_in(), sign_in()
        assert load(first)
        assert load(second)

    @pytest.mark.usefixtures("single")
    def test_ends_the_former_one_at_sign_in(self, office, sign_in, load, reason):
        first, second = sign_in(), sign_in()
        assert load(first) is None
        assert reason(first) == "replaced"
        assert load(second)

    @on_postgresql
    @pytest.mark.usefixtures("single")
    def test_is_one_when_several_sign_in_at_the_same_time(self, sign_in, load):
        with ThreadPoolExecutor(6) as threads:
            sessions = list(threads.map(lambda _: sign_in(), range(6)))
        assert len([one for one in sessions if load(one)]) == 1

    @pytest.mark.usefixtures("single")
    def test_ends_nobody_elses(self, sign_in, load):
        other, _ = sign_in("registrar"), sign_in()
        assert load(other)

    @pytest.mark.usefixtures("single")
    def test_is_told_in_the_journal(self, office, sign_in):
        sign_in()
        sign_in()
        with office.database.reading() as tx:
            entries = tx.scalars(
                select(JournalEntry.detail).where(JournalEntry.action == "sign_in")
            )
            assert [json.loads(one).get("ended") for one in entries] == [None, 1]


class TestLockedAccount:
    def test_loses_its_sessions_at_once(self, office, people, sign_in, load, reason):
        """Khoản 3 Điều 8: the lock ends what is open in the same transaction."""
        session = sign_in("registrar")
        with office.database.writing() as tx:
            write_locks(
                tx,
                office,
                people["administrator"],
                account_ids=[people["registrar"].account_id],
                ground=next(iter(office.lock_grounds)),
                document="12/QĐ-UBND ngày 20/08/2026",
                from_day=office.today(),
            )
        assert load(session) is None
        assert reason(session) == "locked"
