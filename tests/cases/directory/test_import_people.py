"""The people of a unit are brought in line with the directory, after a look at what differs."""

from datetime import date

import pytest
from sqlalchemy import func, select, update

from cases.accounts.paper import Paper
from cases.actions.import_people import import_people
from cases.actions.set_directory_branch import set_directory_branch
from cases.demo.people import WARD
from cases.directory.client import Directory
from cases.directory_import.asked import NewAccounts, Wanted
from cases.directory_import.preview import ask, changes_of
from cases.errors import NotAllowedError, NotFoundError, PreviewOutdatedError
from cases.models.account import Account
from cases.models.journal_entry import JournalEntry
from cases.models.role_assignment import RoleAssignment
from cases.models.unit import Unit
from cases.passwords import hash_password
from cases.queries.actors import actor_of
from cases.queries.directory_page import directory_unit, directory_units
from tests.cases.fixtures import on_both_databases
from tests.cases.statements import sent_to
from tests.slapd import PEOPLE

BRANCH = f"ou=mau-an,{PEOPLE}"
OTHER = f"ou=noi-khac,{PEOPLE}"


@pytest.fixture
def staff(office):
    """Everybody of the ward, by address."""
    of_ward = (
        select(Account.email, Account.full_name)
        .join(RoleAssignment, RoleAssignment.account_id == Account.id)
        .join(Unit, Unit.id == RoleAssignment.unit_id)
        .where(Unit.code == WARD)
    )
    with office.database.reading() as tx:
        return {row.email: row.full_name for row in tx.execute(of_ward)}


@pytest.fixture
def places(slapd, office, staff):
    """Put the ward into its branch of the directory; return the entries by address."""
    office.directory = Directory(slapd.server())
    for branch in (BRANCH, OTHER):
        slapd.put(branch, objectClass="organizationalUnit")
    with office.database.writing() as tx:
        tx.execute(update(Unit).where(Unit.code == WARD).values(directory_branch=BRANCH))
    return {
        email: slapd.add_person(email.partition("@")[0], name, under=BRANCH)
        for email, name in staff.items()
    }


@pytest.fixture
def look(office, places):
    """Return what differs."""

    def look():
        asked = ask(office, WARD)
        with office.database.reading() as tx:
            return changes_of(tx, office, WARD, asked)

    return look


@pytest.fixture
def bring(office, people, look):
    """Do what was chosen: ``bring(renamed={7})``."""

    def bring(emails=(), mark=None, by="administrator", **more):
        created = NewAccounts(
            tuple(emails),
            ("petition_officer",),
            date(2026, 9, 1),
            None,
            Paper("12/CV-UBND", date(2026, 8, 25)),
            "UBND phường Mẫu An",
        )
        wanted = Wanted(mark or look().mark, created if emails else None, **more)
        return import_people(office, people[by], code=WARD, wanted=wanted)

    return bring


class TestComparison:
    def test_finds_nothing_where_everything_is_the_same(self, look, staff):
        changes = look()
        assert changes.is_empty
        assert changes.same == len(staff)

    def test_names_who_has_no_account(self, slapd, look):
        slapd.add_person("nguoimoi", "Phạm Thị Mới", under=BRANCH)
        (newcomer,) = look().newcomers
        assert (newcomer.email, newcomer.name) == ("nguoimoi@danang.gov.vn", "Phạm Thị Mới")

    def test_leaves_out_whom_no_account_could_be_made_for(self, slapd, look):
        slapd.add_person("ngoai", mail="ngoai@gmail.com", under=BRANCH)
        slapd.add_person("nghi", under=BRANCH, classes=["windowsPerson"], userAccountControl="514")
        changes = look()
        assert changes.newcomers == ()
        assert changes.unusable == 2

    def test_names_who_is_called_otherwise(self, slapd, people, places, look):
        slapd.change(places[people["head"].email], cn="Lê Văn Đổi Tên")
        (renamed,) = look().renamed
        assert (renamed.name, renamed.new_name) == (people["head"].name, "Lê Văn Đổi Tên")

    def test_proposes_to_lock_who_is_gone_or_disabled(self, slapd, people, places, look):
        gone, disabled = people["head"].email, people["registrar"].email
        slapd.remove(places[gone])
        slapd.change(
            places[disabled],
            objectClass=["inetOrgPerson", "windowsPerson"],
            userAccountControl="514",
        )
        assert {one.email: one.why for one in look().leavers} == {
            gone: "gone",
            disabled: "disabled",
        }

    def test_proposes_nothing_for_who_has_a_password_here(
        self, slapd, office, people, places, look
    ):
        head = people["head"]
        with office.database.writing() as tx:
            hashed = hash_password("mười ba con vịt")
            tx.execute(
                update(Account).where(Account.id == head.account_id).values(password_hash=hashed)
            )
        slapd.remove(places[head.email])
        assert look().leavers == ()

    def test_names_who_sits_elsewhere_in_the_directory(
        self, slapd, people, strangers, places, look
    ):
        head, stranger = people["head"], strangers["head"]
        slapd.remove(places[head.email])
        slapd.add_person(head.email.partition("@")[0], head.name, under=OTHER)
        slapd.add_person(stranger.email.partition("@")[0], stranger.name, under=BRANCH)
        changes = look()
        assert [one.email for one in changes.left] == [head.email]
        assert [one.email for one in changes.arrived] == [stranger.email]

    def test_takes_a_locked_account_neither_for_new_nor_for_somebody_to_move(
        self, office, people, look
    ):
        with office.database.writing() as tx:
            of_head = update(Account).where(Account.id == people["head"].account_id)
            tx.execute(of_head.values(locked_from=office.today()))
        assert look().is_empty

    def test_tells_when_the_address_is_somebody_else_s(self, office, people, look):
        with office.database.writing() as tx:
            of_head = update(Account).where(Account.id == people["head"].account_id)
            tx.execute(of_head.values(directory_id="another"))
        (leaver,) = look().leavers
        assert (leaver.email, leaver.why) == (people["head"].email, "somebody_else")


class TestBringingInLine:
    @on_both_databases
    def test_creates_who_was_chosen_on_the_written_request(self, slapd, office, people, bring):
        for mailbox in ("moimot", "moihai"):
            slapd.add_person(mailbox, f"Người {mailbox}", under=BRANCH)
        assert bring(["moimot@danang.gov.vn"]) == 1
        with office.database.reading() as tx:
            created = tx.scalars(
                select(Account).where(Account.email == "moimot@danang.gov.vn")
            ).one()
            assert actor_of(tx, office, email=created.email).assignments == ()  # from 01/09 on
            second = Account.email == "moihai@danang.gov.vn"
            assert tx.scalar(select(func.count()).where(second)) == 0
        assert (created.request_document, created.request_on) == ("12/CV-UBND", date(2026, 8, 25))
        assert (created.password_hash, len(created.directory_id)) == (None, 36)

    def test_renames_and_confirms_who_was_chosen(self, slapd, office, people, places, look, bring):
        head, registrar = people["head"], people["registrar"]
        slapd.change(places[head.email], cn="Lê Văn Đổi Tên")
        with office.database.writing() as tx:
            of_registrar = update(Account).where(Account.id == registrar.account_id)
            tx.execute(of_registrar.values(directory_id="another"))
        bring(renamed=frozenset({head.account_id}), confirmed=frozenset({registrar.account_id}))
        assert look().is_empty
        with office.database.reading() as tx:
            assert tx.get_one(Account, head.account_id).full_name == "Lê Văn Đổi Tên"

    def test_does_nothing_that_was_not_chosen(self, slapd, office, people, places, look, bring):
        slapd.change(places[people["head"].email], cn="Lê Văn Đổi Tên")
        slapd.remove(places[people["registrar"].email])
        before = look()
        assert bring(renamed=frozenset({4711})) == 0
        assert look() == before

    def test_never_locks_anybody(self, slapd, office, people, places, bring):
        registrar = people["registrar"]
        slapd.remove(places[registrar.email])
        bring(confirmed=frozenset({registrar.account_id}))
        with office.database.reading() as tx:
            assert tx.get_one(Account, registrar.account_id).locked_from is None

    def test_is_refused_when_something_has_changed_since_it_was_shown(
        self, slapd, office, look, bring
    ):
        slapd.add_person("nguoimoi", under=BRANCH)
        mark = look().mark
        slapd.add_person("nguoikhac", under=BRANCH)
        with pytest.raises(PreviewOutdatedError):
            bring(["nguoimoi@danang.gov.vn"], mark=mark)

    @pytest.mark.parametrize("by", ["head", "inspectorate", "petition_officer"])
    def test_is_for_administrators_only(self, bring, by):
        with pytest.raises(NotAllowedError):
            bring(by=by, renamed=frozenset({1}))

    def test_is_journalled_without_names(self, slapd, office, people, bring):
        slapd.add_person("nguoimoi", "Phạm Thị Mới", under=BRANCH)
        bring(["nguoimoi@danang.gov.vn"])
        with office.database.reading() as tx:
            entries = tx.scalars(select(JournalEntry)).all()
        told = {entry.action: entry for entry in entries}
        assert told["import_people"].subject_kind == "unit"
        assert '"created":1' in told["import_people"].detail
        assert "create_account" in told
        assert not [
            entry for entry in entries if "Phạm" in entry.detail or "nguoimoi" in entry.detail
        ]

    def test_costs_the_same_few_statements_for_each_person(self, slapd, office, look, bring):
        counts = []
        for number in range(2):
            emails = []
            for place in range(number + 1):
                slapd.add_person(f"nguoi{number}{place}", under=BRANCH)
                emails.append(f"nguoi{number}{place}@danang.gov.vn")
            mark = look().mark
            with sent_to(office.database) as sent:
                bring(emails, mark=mark)
            counts.append(len(sent.statements))
        assert counts[1] - counts[0] <= 10

    def test_cannot_begin_without_a_branch(self, office, people, look):
        with office.database.writing() as tx:
            tx.execute(update(Unit).values(directory_branch=None))
        with pytest.raises(NotFoundError):
            look()


class TestBranch:
    def test_is_chosen_by_an_administrator_among_those_that_there_are(self, office, people, places):
        administrator = people["administrator"]
        set_directory_branch(office, administrator, code=WARD, branch=OTHER)
        with office.database.reading() as tx:
            assert directory_unit(tx, administrator, code=WARD).branch == OTHER
        with pytest.raises(NotFoundError):
            set_directory_branch(office, administrator, code=WARD, branch="ou=khong")
        with pytest.raises(NotAllowedError):
            set_directory_branch(office, people["head"], code=WARD, branch=OTHER)

    def test_may_be_taken_away(self, office, people, places):
        set_directory_branch(office, people["administrator"], code=WARD, branch="")
        with office.database.reading() as tx:
            (ward,) = [
                one
                for one in directory_units(tx, office, people["administrator"], text="mẫu an")
                if one.code == WARD
            ]
        assert ward.branch == ""

    def test_needs_a_directory(self, office, people):
        with pytest.raises(NotFoundError):
            set_directory_branch(office, people["administrator"], code=WARD, branch=OTHER)
