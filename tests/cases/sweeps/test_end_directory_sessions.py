"""Who has left the office is out within five minutes; an outage throws nobody out."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from cases.actions.become import become
from cases.actions.sign_in import sign_in
from cases.directory.client import Directory
from cases.models.account import Account
from cases.models.journal_entry import JournalEntry
from cases.models.user_session import UserSession
from cases.refused_sign_in import SignInRefusedError
from cases.sweeps.end_directory_sessions import AFTER_AN_OUTAGE, EVERY, sweep
from tests.cases.fixtures import on_both_databases
from tests.slapd import PASSWORD, SUFFIX


@pytest.fixture
def place(slapd, office, people):
    """Put people into the directory, sign them in and return the entry of the first."""
    office.directory = Directory(slapd.server())
    places = []
    for role in ("petition_officer", "registrar"):
        email = people[role].email
        places.append(slapd.add_person(email.partition("@")[0], people[role].name))
        sign_in(office, email=email, password=PASSWORD, address="10.0.0.5", agent="")
    return places[0]


@pytest.fixture
def running(office):
    """Tell whose sessions run."""

    def running():
        with office.database.reading() as tx:
            of_running = select(UserSession.account_id).where(UserSession.ended_at.is_(None))
            return set(tx.scalars(of_running))

    return running


def disable(slapd, place):
    slapd.remove(place)
    mailbox = place.partition(",")[0].removeprefix("uid=")
    slapd.add_person(mailbox, classes=["windowsPerson"], userAccountControl="514")


class TestSessions:
    @on_both_databases
    def test_of_who_is_gone_end(self, slapd, office, people, place, running):
        slapd.remove(place)
        assert sweep(office) == 1
        assert running() == {people["registrar"].account_id}
        with office.database.reading() as tx:
            of_sweep = JournalEntry.action == "end_directory_sessions"
            entry = tx.scalars(select(JournalEntry).where(of_sweep)).one()
            reasons = set(tx.scalars(select(UserSession.end_reason)))
        assert entry.subject_id == people["petition_officer"].account_id
        assert reasons == {"directory", None}

    def test_of_who_is_disabled_end(self, slapd, office, people, place, running):
        disable(slapd, place)
        assert sweep(office) == 1
        assert running() == {people["registrar"].account_id}

    def test_of_who_lost_the_address_to_somebody_else_end(self, slapd, office, place, running):
        slapd.remove(place)
        slapd.add_person(place.partition(",")[0].removeprefix("uid="), "Người Khác")
        assert sweep(office) == 1

    def test_of_who_typed_wrong_passwords_go_on(self, slapd, office, place, running):
        slapd.change(place, pwdAccountLockedTime="20261126183450Z")
        assert sweep(office) == 0
        assert len(running()) == 2

    def test_go_on_when_nothing_has_changed(self, office, place, running):
        assert sweep(office) == 0
        assert len(running()) == 2

    def test_that_need_no_directory_go_on(self, slapd, office, people, place, running):
        with office.database.writing() as tx:
            become(tx, office, account_id=people["head"].account_id, address="", agent="")
        slapd.remove(place)
        sweep(office)
        assert people["head"].account_id in running()

    def test_leave_the_account_as_it_is(self, slapd, office, people, place):
        slapd.remove(place)
        sweep(office)
        with office.database.reading() as tx:
            account = tx.get_one(Account, people["petition_officer"].account_id)
        assert account.locked_from is None


class TestTime:
    def test_is_at_most_five_minutes(self, slapd, office, place):
        assert timedelta(minutes=5) > EVERY
        assert sweep(office) == 0
        slapd.remove(place)
        office.clock.set(office.clock.now() + EVERY - timedelta(seconds=1))
        assert sweep(office) == 0
        office.clock.set(office.clock.now() + timedelta(seconds=1))
        assert sweep(office) == 1

    def test_is_a_minute_after_an_outage(self, monkeypatch, slapd, office, place):
        monkeypatch.setattr("cases.directory.client.SECONDS_OF_REST", 0.0)
        slapd.stop()
        assert sweep(office) == 0
        slapd.start()
        slapd.remove(place)
        assert sweep(office) == 0
        office.clock.set(office.clock.now() + AFTER_AN_OUTAGE)
        assert sweep(office) == 1


class TestOutage:
    def test_ends_nobody_s_session(self, slapd, office, place, running):
        slapd.stop()
        assert sweep(office) == 0
        assert len(running()) == 2

    def test_is_also_a_directory_that_suddenly_shows_nobody(self, slapd, office, place, running):
        office.directory = Directory(slapd.server(base=f"ou=units,{SUFFIX}"))
        assert sweep(office) == 0
        assert len(running()) == 2


class TestAddressOfSomebodyElse:
    def test_opens_no_account(self, slapd, office, people, place):
        slapd.remove(place)
        slapd.add_person(place.partition(",")[0].removeprefix("uid="), "Người Khác")
        email = people["petition_officer"].email
        with pytest.raises(SignInRefusedError, match="somebody_else"):
            sign_in(office, email=email, password=PASSWORD, address="10.0.0.5", agent="")

    def test_is_known_from_the_first_time_on(self, office, people, place):
        with office.database.reading() as tx:
            account = tx.get_one(Account, people["petition_officer"].account_id)
        assert len(account.directory_id) == 36
        with office.database.writing() as tx:
            tx.execute(update(Account).values(directory_id=None))
        email = people["petition_officer"].email
        assert sign_in(office, email=email, password=PASSWORD, address="10.0.0.5", agent="")
