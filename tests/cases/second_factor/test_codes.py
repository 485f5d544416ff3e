"""Codes beside the password: taken once, slow to guess, reset by another person only."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import func, select, update

from cases.actions.confirm_code import confirm_code
from cases.actions.drop_second_factor import drop_second_factor
from cases.actions.reset_second_factor import reset_second_factor
from cases.actions.set_second_factor import set_second_factor
from cases.errors import NotAllowedError, NotFoundError
from cases.key_rotation.sealed_rows import sealed_tables
from cases.models.account import Account
from cases.models.journal_entry import JournalEntry
from cases.models.recovery_code import RecoveryCode
from cases.models.second_factor import SecondFactor
from cases.models.sign_in_attempt import SignInAttempt
from cases.queries.own_sessions import own_sessions
from cases.queries.session import load_actor
from cases.refused_sign_in import SignInRefusedError
from cases.second_factor.refusals import CodeRefusedError
from cases.sessions import open_session
from tests.cases.door import knock
from tests.cases.fixtures import on_both_databases, on_postgresql
from tests.cases.statements import sent_to

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
HALF_A_MINUTE = timedelta(seconds=30)


@pytest.fixture
def administrator(people):
    return people["administrator"]


@pytest.fixture
def code(office):
    """The code of a moment, seconds from now: ``code(-30)``."""

    def code(seconds=0):
        return pyotp.TOTP(SECRET).at(office.clock.now() + timedelta(seconds=seconds))

    return code


@pytest.fixture
def later(office):
    def later(**time):
        office.clock.set(office.clock.now() + timedelta(**time))

    return later


@pytest.fixture
def recovery_codes(office, administrator, code, later):
    """Set the codes of the administrator up, a minute ago."""
    with office.database.writing() as tx:
        codes = set_second_factor(tx, office, administrator, secret=SECRET, code=code())
    later(minutes=1)
    return codes


@pytest.fixture
def sign_in(office, administrator):
    """Open a session of the administrator: ``sign_in(way="oidc")``."""

    def sign_in(way="password", person=administrator):
        with office.database.writing() as tx:
            return open_session(
                tx,
                office,
                account_id=person.account_id,
                address="10.0.0.5",
                agent="Firefox",
                way=way,
            )

    return sign_in


@pytest.fixture
def load(office):
    def load(token):
        with office.database.reading() as tx:
            return load_actor(tx, office, token=token, address="10.0.0.5")

    return load


@pytest.fixture
def confirm(office):
    """Give a code: the session, or the reason against it."""

    def confirm(token, code):
        try:
            return confirm_code(office, token=token, code=code, address="10.0.0.5")
        except SignInRefusedError as refusal:
            return refusal.reason

    return confirm


@pytest.fixture
def guess(office, administrator):
    """Note failures: ``guess(5, name, address)``; ``{}`` is the account of the administrator."""

    def guess(times, name, address):
        row = {"email": name.format(administrator.account_id), "address": address}
        with office.database.writing() as tx:
            tx.add_all(SignInAttempt(**row, at=office.clock.now()) for _ in range(times))

    return guess


def entries(office, *actions):
    with office.database.reading() as tx:
        wanted = select(JournalEntry).where(JournalEntry.action.in_(actions))
        return list(tx.scalars(wanted.order_by(JournalEntry.id)))


@pytest.mark.usefixtures("recovery_codes")
class TestSigningIn:
    @on_both_databases
    def test_is_finished_by_the_code(self, sign_in, load, confirm, code, administrator):
        waiting = sign_in()
        assert waiting.awaits_code
        opened = confirm(waiting.token, code())
        assert load(opened.token).actor.account_id == administrator.account_id

    @pytest.mark.parametrize("way", ["password", "directory", "oidc"])
    def test_opens_nothing_before_the_code_whatever_way_one_came(self, sign_in, load, way):
        assert load(sign_in(way).token) is None

    def test_changes_the_token_with_the_code(self, sign_in, load, confirm, code):
        waiting = sign_in()
        opened = confirm(waiting.token, code())
        assert opened.token != waiting.token
        assert load(waiting.token) is None

    def test_waits_five_minutes(self, sign_in, confirm, code, later):
        waiting = sign_in()
        later(minutes=5)
        assert confirm(waiting.token, code()) == "over"

    def test_of_an_account_that_is_locked_meanwhile_is_refused(
        self, office, sign_in, confirm, code, administrator
    ):
        waiting = sign_in()
        with office.database.writing() as tx:
            of_person = update(Account).where(Account.id == administrator.account_id)
            tx.execute(of_person.values(locked_from=office.today()))
        assert confirm(waiting.token, code()) == "locked"

    def test_is_journalled_in_two_steps(self, office, sign_in, confirm, code):
        confirm(sign_in().token, code())
        asked, confirmed = entries(office, "ask_code", "confirm_code", "sign_in")
        assert (asked.action, confirmed.action) == ("ask_code", "confirm_code")
        assert json.loads(confirmed.detail) == {"way": "password"}

    def test_ends_others_only_with_the_code_where_one_session_is_allowed(
        self, office, sign_in, load, confirm, code
    ):
        office.settings = replace(office.settings, single_session=True)
        first = confirm(sign_in().token, code())
        waiting = sign_in()
        assert load(first.token)
        confirm(waiting.token, code(30))
        assert load(first.token) is None

    def test_without_the_code_is_shown_to_the_person_afterwards(
        self, office, sign_in, administrator, later
    ):
        """Somebody knew the password."""
        sign_in()
        later(minutes=6)
        with office.database.reading() as tx:
            (over,) = own_sessions(tx, office, administrator).over
        assert over.end_reason == "no_code"

    def test_of_those_without_codes_asks_for_none(self, sign_in, load, people):
        opened = sign_in(person=people["head"])
        assert not opened.awaits_code
        assert load(opened.token)

    def test_asks_for_none_where_the_office_wants_none(self, office, sign_in):
        office.settings = replace(office.settings, second_factor="off")
        assert not sign_in().awaits_code


@pytest.mark.usefixtures("recovery_codes")
class TestCode:
    def test_of_the_half_minute_before_or_after_is_taken(self, sign_in, confirm, code, later):
        assert confirm(sign_in().token, code(-30)).account_id
        assert confirm(sign_in().token, code(30)).account_id

    @pytest.mark.parametrize("seconds", [-90, 90])
    def test_of_another_time_is_not(self, sign_in, confirm, code, seconds):
        assert confirm(sign_in().token, code(seconds)) == "wrong_code"

    @on_both_databases
    def test_is_taken_once(self, sign_in, confirm, code):
        used = code()
        confirm(sign_in().token, used)
        assert confirm(sign_in().token, used) == "wrong_code"

    def test_is_not_taken_after_a_newer_one(self, sign_in, confirm, code):
        confirm(sign_in().token, code(30))
        assert confirm(sign_in().token, code()) == "wrong_code"

    def test_may_have_spaces(self, sign_in, confirm, code):
        digits = code()
        assert confirm(sign_in().token, f" {digits[:3]} {digits[3:]} ").account_id

    @pytest.mark.parametrize("nonsense", ["", "000", "mười ba", "x" * 5000, "' OR 1=1 --"])
    def test_that_is_none_is_wrong(self, sign_in, confirm, nonsense):
        assert confirm(sign_in().token, nonsense) == "wrong_code"

    def test_guessed_six_times_has_to_wait(self, sign_in, confirm, code):
        waiting = sign_in()
        assert [confirm(waiting.token, "000000") for _ in range(5)] == ["wrong_code"] * 5
        assert confirm(waiting.token, code()) == "throttled"

    def test_guessed_in_one_sign_in_after_the_other_has_to_wait(self, sign_in, confirm, code):
        for _ in range(5):
            confirm(sign_in().token, "000000")
        assert confirm(sign_in().token, code()) == "throttled"

    @on_postgresql
    def test_guessed_many_times_at_once_has_to_wait(self, office, sign_in, confirm):
        waiting = [sign_in() for _ in range(8)]
        with ThreadPoolExecutor(len(waiting)) as threads:
            answers = Counter(threads.map(lambda one: confirm(one.token, "000000"), waiting))
        assert answers == {"wrong_code": 5, "throttled": 3}

    def test_cannot_be_used_up_by_a_stranger_at_the_sign_in(
        self, office, administrator, sign_in, confirm, code
    ):
        name = f"CODE:{administrator.account_id}"
        assert [knock(office, name, "x") for _ in range(6)] == ["wrong"] * 5 + ["throttled"]
        assert confirm(sign_in().token, code()).account_id

    def test_is_taken_where_the_person_was_let_in_before_while_others_guess(
        self, sign_in, confirm, code, guess
    ):
        confirm(sign_in().token, code())
        guess(40, "somebody.else@danang.gov.vn", "10.0.0.5")
        guess(40, "CODE:{}", "203.0.113.9")
        assert confirm(sign_in().token, code(30)).account_id

    def test_has_to_wait_where_only_the_password_was_right_before(
        self, sign_in, confirm, code, guess
    ):
        sign_in()
        guess(5, "CODE:{}", "203.0.113.9")
        assert confirm(sign_in().token, code()) == "throttled"

    def test_is_never_locked_for_good(self, sign_in, confirm, code, later):
        for _ in range(5):
            confirm(sign_in().token, "000000")
        later(minutes=15)
        assert confirm(sign_in().token, code()).account_id


class TestRecoveryCode:
    @on_both_databases
    def test_is_taken_once(self, sign_in, confirm, recovery_codes):
        assert confirm(sign_in().token, recovery_codes[3]).account_id
        assert confirm(sign_in().token, recovery_codes[3]) == "wrong_code"
        assert confirm(sign_in().token, recovery_codes[4]).account_id

    def test_may_be_typed_small_and_without_dashes(self, sign_in, confirm, recovery_codes):
        typed = recovery_codes[0].lower().replace("-", " ")
        assert confirm(sign_in().token, typed).account_id

    def test_is_one_of_ten_that_differ(self, recovery_codes):
        assert len(set(recovery_codes)) == 10

    def test_is_kept_as_a_hash_only(self, office, recovery_codes):
        with office.database.reading() as tx:
            kept = set(tx.scalars(select(RecoveryCode.code_hash)))
        assert len(kept) == 10
        assert not kept & set(recovery_codes)


class TestSecret:
    def test_is_sealed_and_changes_its_key_with_the_others(self, office, recovery_codes):
        assert SecondFactor.__table__ in sealed_tables()
        with office.database.engine.connect() as connection:
            stored = connection.exec_driver_sql("SELECT secret FROM second_factor").scalar_one()
        assert SECRET not in stored

    def test_is_kept_only_when_the_telephone_has_it(self, office, administrator):
        with pytest.raises(CodeRefusedError, match="wrong"), office.database.writing() as tx:
            set_second_factor(tx, office, administrator, secret=SECRET, code="000000")
        with office.database.reading() as tx:
            assert tx.scalar(select(func.count()).select_from(SecondFactor)) == 0

    def test_is_not_replaced_by_who_sits_down_at_an_open_machine(
        self, office, administrator, recovery_codes, code
    ):
        with pytest.raises(CodeRefusedError, match="set"), office.database.writing() as tx:
            set_second_factor(tx, office, administrator, secret=SECRET, code=code())

    def test_is_not_set_by_those_of_whom_none_is_asked(self, office, people, code):
        with pytest.raises(NotAllowedError), office.database.writing() as tx:
            set_second_factor(tx, office, people["head"], secret=SECRET, code=code())

    def test_costs_few_statements_and_one_commit(self, office, administrator, code):
        with sent_to(office.database) as sent, office.database.writing() as tx:
            set_second_factor(tx, office, administrator, secret=SECRET, code=code())
        assert (sent.commits, len(sent.statements)) == (1, 4)

    def test_stands_in_no_journal(self, office, recovery_codes):
        (entry,) = entries(office, "set_second_factor")
        assert entry.detail == "{}"


class TestDropping:
    def test_needs_a_code(self, office, administrator, recovery_codes, sign_in):
        with pytest.raises(CodeRefusedError, match="wrong"):
            drop_second_factor(office, administrator, code="000000")
        assert sign_in().awaits_code

    def test_ends_the_question(self, office, administrator, recovery_codes, code, sign_in):
        drop_second_factor(office, administrator, code=code())
        assert not sign_in().awaits_code
        assert len(entries(office, "drop_second_factor")) == 1

    def test_cannot_be_guessed(self, office, administrator, recovery_codes, code):
        for _ in range(5):
            with pytest.raises(CodeRefusedError, match="wrong"):
                drop_second_factor(office, administrator, code="000000")
        with pytest.raises(CodeRefusedError, match="throttled"):
            drop_second_factor(office, administrator, code=code())


class TestResetting:
    @pytest.fixture
    def other(self, administrator):
        """Another administrator."""
        return replace(administrator, account_id=administrator.account_id + 1)

    @pytest.fixture
    def reset(self, office, administrator):
        def reset(by, reason="lost", account_id=administrator.account_id):
            with office.database.writing() as tx:
                reset_second_factor(tx, office, by, account_id=account_id, reason=reason)

        return reset

    def test_lets_the_person_in_without_a_code_and_ends_their_sessions(
        self, other, reset, recovery_codes, sign_in, load, confirm, code
    ):
        session = confirm(sign_in().token, code())
        reset(other)
        assert load(session.token) is None
        assert not sign_in().awaits_code

    def test_takes_the_recovery_codes_away(self, office, other, reset, recovery_codes):
        reset(other)
        with office.database.reading() as tx:
            assert tx.scalar(select(func.count()).select_from(RecoveryCode)) == 0

    def test_is_journalled_with_its_reason(self, office, other, reset, recovery_codes):
        reset(other, "exposed")
        (entry,) = entries(office, "reset_second_factor")
        assert json.loads(entry.detail) == {"because": "exposed"}
        assert entry.account_id == other.account_id

    def test_of_ones_own_codes_is_refused(self, administrator, reset, recovery_codes):
        with pytest.raises(CodeRefusedError, match="own"):
            reset(administrator)

    def test_is_for_administrators(self, people, reset, recovery_codes):
        with pytest.raises(NotAllowedError):
            reset(people["inspectorate"])

    def test_of_no_codes_or_for_no_reason_is_refused(self, other, reset, recovery_codes):
        with pytest.raises(NotFoundError):
            reset(other, account_id=9999)
        with pytest.raises(NotFoundError):
            reset(other, reason="just so")


class TestRequired:
    @pytest.fixture
    def office(self, office):
        office.settings = replace(office.settings, second_factor="required")
        return office

    def test_is_asked_of_administrators_and_rule_editors(self, people, sign_in, load):
        asked = {
            role: load(sign_in(person=people[role]).token).must_set_codes
            for role in ("administrator", "head", "registrar")
        }
        assert asked == {"administrator": True, "head": False, "registrar": False}

    def test_is_over_when_codes_are_set(self, sign_in, load, confirm, code, recovery_codes):
        assert not load(confirm(sign_in().token, code()).token).must_set_codes
