"""People sign in with the password of their mail (khoản 1 Điều 8 Quy chế 2003/QĐ-UBND)."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from cases.actions.change_password import change_password
from cases.directory.client import Directory
from cases.errors import WeakPasswordError
from cases.models.account import Account
from cases.models.sign_in_attempt import SignInAttempt
from cases.models.user_session import UserSession
from cases.passwords import hash_password
from cases.queries.session import load_actor
from tests.cases.door import knock
from tests.cases.fixtures import on_both_databases
from tests.slapd import MOST_FAILURES, PASSWORD

WRONG = "sai mật khẩu"


@pytest.fixture
def officer(people):
    return people["petition_officer"]


@pytest.fixture
def place(slapd, office, officer):
    """The entry of the officer in the directory, which the office asks."""
    office.directory = Directory(slapd.server())
    return slapd.add_person(officer.email.partition("@")[0], officer.name)


@pytest.fixture
def enter(office, officer, place):
    """Try to sign in: ``enter(password)``; return the session, or the reason against it."""
    return lambda password, email=officer.email, **more: knock(office, email, password, **more)


@pytest.fixture
def failures(office):
    def failures():
        with office.database.reading() as tx:
            return tx.scalar(select(func.count()).select_from(SignInAttempt))

    return failures


class TestSigningIn:
    @on_both_databases
    def test_takes_the_password_of_the_mail(self, office, officer, enter):
        session = enter(PASSWORD)
        with office.database.reading() as tx:
            assert tx.get_one(UserSession, session.session_id).way == "directory"
            loaded = load_actor(tx, office, token=session.token, address="10.0.0.5")
        assert loaded.actor.account_id == officer.account_id

    @pytest.mark.parametrize("wrong", [WRONG, "", PASSWORD + " ", "x" * 5000])
    def test_with_another_one_is_refused(self, enter, wrong):
        assert enter(wrong) == "wrong"

    def test_is_slowed_down_like_any_guessing(self, slapd, office, enter, place):
        slapd.remove(place)
        assert [enter(WRONG) for _ in range(6)] == ["wrong"] * 5 + ["throttled"]

    def test_needs_an_account_that_somebody_asked_for_in_writing(self, slapd, enter):
        slapd.add_person("nguoimoi")
        assert enter(PASSWORD, "nguoimoi@danang.gov.vn") == "unknown"
        assert enter(WRONG, "nguoimoi@danang.gov.vn") == "wrong"

    def test_of_nobody_is_refused_with_the_word_for_a_wrong_password(self, enter):
        assert enter(PASSWORD, "khong.co@danang.gov.vn") == "wrong"

    @pytest.mark.parametrize("mail", ["ai@gmail.com", "ai@danang.gov.vn.example", "ai@x.gov.vn"])
    def test_is_for_addresses_of_the_domain_only(self, slapd, enter, failures, mail):
        slapd.add_person("ai", mail=mail)
        assert enter(PASSWORD, mail) == "domain"
        assert failures() == 0

    @pytest.mark.parametrize("strange", ["*@danang.gov.vn", "l*@danang.gov.vn", "", "x)(mail=*"])
    def test_asks_the_directory_for_nothing_that_is_no_address(self, slapd, enter, strange):
        slapd.stop()
        assert enter(PASSWORD, strange) == "wrong"

    def test_of_a_locked_account_is_refused(self, office, officer, enter):
        with office.database.writing() as tx:
            of_officer = update(Account).where(Account.id == officer.account_id)
            tx.execute(of_officer.values(locked_from=office.today()))
        assert enter(PASSWORD) == "locked"
        assert enter(WRONG) == "wrong"


class TestWhatTheDirectorySays:
    def test_an_expired_password(self, slapd, enter, place):
        slapd.change(place, pwdChangedTime="20200101000000Z")
        assert enter(PASSWORD) == "expired"

    def test_a_password_that_must_be_changed(self, slapd, enter, place):
        slapd.change(place, pwdReset="TRUE")
        assert enter(PASSWORD) == "must_change"

    def test_too_many_wrong_passwords(self, enter):
        assert {enter(WRONG) for _ in range(MOST_FAILURES)} == {"wrong"}
        assert enter(PASSWORD) == "shut"

    def test_an_account_that_has_ended(self, slapd, office, enter, place):
        slapd.remove(place)
        slapd.add_person(
            place.partition(",")[0].removeprefix("uid="),
            classes=["windowsPerson"],
            userAccountControl="514",
        )
        assert enter(PASSWORD) == "disabled"


class TestOutage:
    def test_is_no_wrong_password(self, slapd, enter, failures):
        slapd.stop()
        assert [enter(PASSWORD) for _ in range(7)] == ["unavailable"] * 7
        assert failures() == 0

    def test_leaves_running_sessions_alone(self, slapd, office, officer, enter):
        session = enter(PASSWORD)
        slapd.stop()
        with office.database.reading() as tx:
            assert load_actor(tx, office, token=session.token, address="10.0.0.5")

    def test_does_not_keep_out_who_has_a_password_here(self, slapd, office, officer, enter):
        with office.database.writing() as tx:
            of_officer = update(Account).where(Account.id == officer.account_id)
            tx.execute(of_officer.values(password_hash=hash_password("mười ba con vịt trời")))
        slapd.stop()
        assert enter("mười ba con vịt trời").account_id == officer.account_id


class TestMeanwhile:
    """The directory takes a while; whoever decides in between counts."""

    @pytest.fixture
    def decide(self, slapd, office, officer, place):
        """Change the account while the directory answers: ``decide(locked_from=day)``."""

        def decide(**values):
            class Slow(Directory):
                def check(self, email, password):
                    checked = super().check(email, password)
                    with office.database.writing() as tx:
                        of_officer = update(Account).where(Account.id == officer.account_id)
                        tx.execute(of_officer.values(**values))
                    return checked

            office.directory = Slow(slapd.server())

        return decide

    def test_a_lock_leaves_no_session_behind(self, office, enter, decide):
        decide(locked_from=office.today())
        assert enter(PASSWORD) == "wrong"
        with office.database.reading() as tx:
            assert tx.scalar(select(func.count()).select_from(UserSession)) == 0

    def test_a_password_given_here_is_the_only_one(self, enter, decide):
        decide(password_hash=hash_password("mười ba con vịt trời"))
        assert enter(PASSWORD) == "wrong"
        assert enter("mười ba con vịt trời").account_id


class TestPasswordHere:
    def test_is_the_only_one_of_an_account_that_has_it(self, office, officer, enter):
        with office.database.writing() as tx:
            of_officer = update(Account).where(Account.id == officer.account_id)
            tx.execute(of_officer.values(password_hash=hash_password("mười ba con vịt trời")))
        assert enter(PASSWORD) == "wrong"

    @pytest.mark.usefixtures("place")
    def test_cannot_be_given_to_an_account_of_the_directory(self, office, officer):
        with pytest.raises(WeakPasswordError, match="directory"):
            change_password(office, officer, current=PASSWORD, new="mười ba con vịt trời")


class TestKnownAddress:
    """Nobody can be kept out by the failures of others."""

    @pytest.fixture
    def attack(self, office, officer):
        """Note failures: ``attack("203.0.113.9")``."""

        def attack(address, email=officer.email):
            now = office.clock.now()
            with office.database.writing() as tx:
                tx.add_all(SignInAttempt(email=email, address=address, at=now) for _ in range(200))

        return attack

    def test_lets_in_while_somebody_guesses_elsewhere(self, officer, enter, attack):
        enter(PASSWORD)
        attack("203.0.113.9")
        assert enter(PASSWORD).account_id == officer.account_id
        attack("203.0.113.9")
        assert enter(PASSWORD, address="203.0.113.9") == "throttled"

    def test_lets_in_while_somebody_in_the_same_house_guesses(self, officer, enter, attack):
        enter(PASSWORD)
        attack("10.0.0.5", email="khac@danang.gov.vn")
        assert enter(PASSWORD).account_id == officer.account_id

    def test_counts_the_own_failures_there(self, enter, attack):
        enter(PASSWORD)
        attack("10.0.0.5")
        assert enter(PASSWORD) == "throttled"

    def test_is_forgotten_after_a_month(self, office, enter, attack):
        enter(PASSWORD)
        office.clock.set(office.clock.now() + timedelta(days=31))
        attack("203.0.113.9")
        assert enter(PASSWORD) == "throttled"
