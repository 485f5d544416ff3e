"""What a lock does, whoever asks for it (khoản 3 Điều 8 Quy chế 2003/QĐ-UBND)."""

import json
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from cases.locks.papers import named_paper
from cases.locks.written_locks import write_locks
from cases.models.account import Account
from cases.models.journal_entry import JournalEntry
from cases.models.user_session import UserSession
from cases.queries.session import load_actor
from cases.sessions import open_session
from tests.cases.fixtures import on_both_databases
from tests.cases.statements import sent_to

PAPER = named_paper("12/QĐ-UBND", date(2026, 8, 20))
DAY = timedelta(days=1)


@pytest.fixture
def lock(office, people):
    """Lock the accounts of some roles, from today unless another day is given."""

    def lock(*roles, from_day=None, ground="moved"):
        with office.database.writing() as tx:
            write_locks(
                tx,
                office,
                people["administrator"],
                account_ids=[people[role].account_id for role in roles],
                ground=ground,
                document=PAPER,
                from_day=from_day or office.today(),
            )

    return lock


@pytest.fixture
def sign_in(office, people):
    def sign_in(role):
        with office.database.writing() as tx:
            return open_session(
                tx,
                office,
                account_id=people[role].account_id,
                address="10.0.0.5",
                agent="Firefox",
                way="password",
            ).token

    return sign_in


@pytest.fixture
def is_running(office):
    def is_running(token):
        with office.database.reading() as tx:
            return load_actor(tx, office, token=token, address="10.0.0.5") is not None

    return is_running


def account(office, people, role):
    with office.database.reading() as tx:
        return tx.get_one(Account, people[role].account_id)


def entries(office):
    with office.database.reading() as tx:
        of_locks = select(JournalEntry).where(JournalEntry.action == "lock_account")
        return list(tx.scalars(of_locks.order_by(JournalEntry.id)))


@on_both_databases
class TestLock:
    def test_names_ground_paper_day_and_who_locked(self, office, people, lock):
        lock("verifier")
        locked = account(office, people, "verifier")
        assert (locked.lock_ground, locked.lock_document, locked.locked_from) == (
            "moved",
            "12/QĐ-UBND ngày 20/08/2026",
            office.today(),
        )
        assert locked.locked_by_id == people["administrator"].account_id

    def test_ends_all_sessions_at_once_and_nobody_elses(
        self, office, people, lock, sign_in, is_running
    ):
        first, second, other = sign_in("verifier"), sign_in("verifier"), sign_in("head")
        lock("verifier")
        assert [is_running(token) for token in (first, second, other)] == [False, False, True]
        with office.database.reading() as tx:
            of_verifier = UserSession.account_id == people["verifier"].account_id
            ended = tx.scalars(select(UserSession.ended_at).where(of_verifier)).all()
        assert all(ended)

    def test_of_a_day_to_come_takes_effect_by_itself_at_midnight(
        self, office, lock, sign_in, is_running
    ):
        office.clock.set(
            datetime.combine(office.today(), office.clock.now().timetz()).replace(
                hour=23, minute=50
            )
        )
        token = sign_in("verifier")
        lock("verifier", from_day=office.today() + DAY)
        assert is_running(token)
        office.clock.set(office.clock.now() + timedelta(minutes=9))
        assert is_running(token)
        office.clock.set(office.clock.now() + timedelta(minutes=2))
        assert not is_running(token)

    def test_leaves_an_entry_for_each_account_without_a_name(self, office, people, lock):
        lock("verifier", "registrar")
        told = {entry.subject_id: json.loads(entry.detail) for entry in entries(office)}
        expected = {"day": "2026-08-26", "ground": "moved", "document": PAPER}
        assert told == {
            people["verifier"].account_id: expected,
            people["registrar"].account_id: expected,
        }


class TestSecondLock:
    def test_does_not_push_an_earlier_one_back(self, office, people, lock):
        lock("verifier")
        lock("verifier", from_day=office.today() + DAY, ground="unit_request")
        assert account(office, people, "verifier").lock_ground == "moved"
        assert len(entries(office)) == 1

    def test_takes_the_place_of_a_later_one(self, office, people, lock):
        later = office.today() + 7 * DAY
        lock("verifier", from_day=later)
        lock("verifier", ground="unit_ended")
        locked = account(office, people, "verifier")
        assert (locked.lock_ground, locked.locked_from) == ("unit_ended", office.today())
        assert json.loads(entries(office)[-1].detail)["before"] == later.isoformat()


class TestLockingMany:
    def test_takes_four_statements_however_many_they_are(self, office, lock):
        """Read, lock, end the sessions, write the journal."""
        for roles in (("verifier",), ("registrar", "petition_officer", "section_head")):
            with sent_to(office.database) as sent:
                lock(*roles)
            assert (len(sent.statements), sent.commits) == (4, 1)

    def test_of_nobody_writes_nothing(self, office, lock):
        lock()
        assert entries(office) == []

    def test_on_a_ground_that_the_regulation_does_not_know_is_refused(self, lock):
        with pytest.raises(KeyError):
            lock("verifier", ground="annoying")
