"""``donthu keys``: what the operator does with the keys of personal numbers."""

import re
import signal
from contextlib import closing

import pytest
from sqlalchemy import Text, insert, select, type_coerce

from cases.key_rotation.sealed_rows import values_by_key
from cases.models.party import Party
from cases.models.petition import Petition
from cases.office import open_office
from cases.sealed.cipher import blind, blinds
from cases.sealed.column import ForRow
from config.settings import read_settings
from tests.commands.conftest import environ, finish

ROWS = 6_000


@pytest.fixture
def office(donthu):
    """The installation, as this process opens it."""
    office = open_office(read_settings(environ(donthu.var)))
    with closing(office.database):
        yield office


def number_of(index):
    return f"0481{index:08d}"


@pytest.fixture
def many_people(office):
    """Some thousand people with numbers of their own on one petition; returns its id."""
    with office.database.writing() as tx:
        petition_id = tx.scalar(select(Petition.id).where(Petition.kind == "complaint").limit(1))
        rows = [
            {
                "petition_id": petition_id,
                "petition_kind": "complaint",
                "role": "representative",
                "full_name": "Người Mẫu",
                "name_f": "nguoi mau",
                "id_number": ForRow(number_of(index), (petition_id, "representative")),
                "id_number_blind": blind(office.keys, number_of(index)),
            }
            for index in range(ROWS)
        ]
        tx.execute(insert(Party.__table__), rows)
    return petition_id


def used(office):
    with office.database.reading() as tx:
        return values_by_key(tx, office.keys)


def read_all(office):
    """Return the numbers of the many people as pages would show them."""
    with office.database.reading() as tx:
        return set(tx.scalars(select(Party.id_number).where(Party.role == "representative")))


class TestKeys:
    def test_are_made_with_a_new_installation_and_read_by_its_owner_only(self, donthu):
        file = donthu.var / "keys" / "keys.json"
        assert file.stat().st_mode & 0o777 == 0o600

    def test_are_listed_with_what_needs_them_and_without_their_secrets(self, donthu, office):
        listed = donthu("keys", "list").out
        (key,) = office.keys.keys().by_id.values()
        assert re.search(rf"{key.id}.*\d giá trị.*đang dùng", listed)
        assert key.sealing.hex() not in listed

    def test_new_becomes_the_current_one_at_once(self, donthu, office):
        before = office.keys.keys().current
        assert "Chép tệp khóa đến nơi cất giữ" in donthu("keys", "new").out
        assert office.keys.keys().current != before

    def test_can_be_made_before_anything_is_set_up(self, new_donthu):
        settings = {"DONTHU_KEYS": str(new_donthu.var / "elsewhere" / "keys.json")}
        assert new_donthu("keys", "new", **settings).code == 0
        assert (new_donthu.var / "elsewhere" / "keys.json").is_file()

    def test_of_the_official_system_are_never_made_by_themselves(self, new_donthu):
        production = {
            "DONTHU_ENV": "production",
            "DONTHU_SECRET_KEY": "k" * 40,
            "DONTHU_DATABASE_URL": f"sqlite:///{new_donthu.var}/donthu.sqlite3",
            "DONTHU_KEYS": f"{new_donthu.var}/elsewhere/keys.json",
            "DONTHU_JOURNAL_KEYS": f"{new_donthu.var}/keys/journal",
            "DONTHU_JOURNAL_HEADS": f"{new_donthu.var}/heads.jsonl",
            "DONTHU_ERASURES": f"{new_donthu.var}/erasures.jsonl",
            "DONTHU_TRUSTED_PROXIES": "1",
        }
        new_donthu.var.mkdir()
        assert "donthu keys new" in new_donthu("init", **production).refusal


class TestStart:
    def test_without_the_file_says_what_to_do(self, donthu):
        (donthu.var / "keys" / "keys.json").unlink()
        assert "DONTHU_KEYS" in donthu("tick").refusal

    def test_with_a_file_that_others_may_read_says_what_to_do(self, donthu):
        (donthu.var / "keys" / "keys.json").chmod(0o644)
        assert "chmod 600" in donthu("tick").refusal

    def test_with_other_keys_names_the_one_that_is_missing(self, donthu, office):
        missing = office.keys.keys().current.id
        (donthu.var / "keys" / "keys.json").unlink()
        donthu("keys", "new")
        assert missing in donthu("tick").refusal
        assert f"{missing}  THIẾU" in donthu("keys", "list").out


class TestLoss:
    def test_of_a_key_leaves_the_people_without_their_numbers_and_lets_work_go_on(
        self, donthu, office, many_people
    ):
        lost = office.keys.keys().current.id
        office.keys.path.unlink()
        donthu("keys", "new")
        assert "Đã bỏ" in donthu("keys", "give-up", lost).out
        assert donthu("tick").code == 0
        with office.database.reading() as tx:
            assert set(tx.scalars(select(Party.id_number))) == {None}
            assert set(tx.scalars(select(Party.phone_blind))) == {None}
            assert len(tx.scalars(select(Party.full_name)).all()) > ROWS

    def test_is_not_admitted_while_the_key_is_there(self, donthu, office):
        current = office.keys.keys().current.id
        assert "không có gì bị mất" in donthu("keys", "give-up", current).refusal


class TestRotation:
    def test_leaves_no_value_under_the_old_key_and_every_number_as_it_was(
        self, donthu, office, many_people
    ):
        old = office.keys.keys().current
        donthu("keys", "new")
        done = donthu("keys", "rotate")
        new = office.keys.keys().current
        assert "Đã mã hóa lại 5.000" in done.out
        assert f"donthu keys remove {old.id}" in done.out
        assert set(used(office)) == {new.id}
        assert read_all(office) >= {number_of(index) for index in range(ROWS)}

    def test_that_is_killed_goes_on_where_it_was(self, donthu, office, many_people):
        old = office.keys.keys().current
        donthu("keys", "new")
        new = office.keys.keys().current
        rotating = donthu.start("keys", "rotate")
        assert rotating.stdout.readline().startswith("Đã mã hóa lại")
        rotating.send_signal(signal.SIGKILL)
        finish(rotating)
        half = used(office)
        assert half[new.id] > 0
        assert half[old.id] > 0
        everyone = {number_of(index) for index in range(ROWS)}
        assert read_all(office) >= everyone
        with office.database.reading() as tx:
            for index in (0, ROWS - 1):
                sought = Party.id_number_blind.in_(blinds(office.keys, number_of(index)))
                assert tx.scalars(select(Party.id_number).where(sought)).all() == [number_of(index)]
        assert finish(donthu.start("keys", "rotate")).code == 0
        assert set(used(office)) == {new.id}
        assert read_all(office) >= everyone

    def test_twice_changes_nothing_the_second_time(self, donthu, office):
        donthu("keys", "new")
        donthu("keys", "rotate")
        bare = select(type_coerce(Party.id_number, Text)).order_by(Party.id)
        with office.database.reading() as tx:
            before = tx.scalars(bare).all()
        assert "Xong: 0 dòng" in donthu("keys", "rotate").out
        with office.database.reading() as tx:
            assert tx.scalars(bare).all() == before


class TestRemoval:
    def test_of_a_key_in_use_is_refused(self, donthu, office):
        old = office.keys.keys().current
        assert "đang dùng" in donthu("keys", "remove", old.id).refusal
        donthu("keys", "new")
        assert "donthu keys rotate" in donthu("keys", "remove", old.id).refusal

    def test_of_a_key_that_nothing_needs_is_done(self, donthu, office):
        old = office.keys.keys().current
        donthu("keys", "new")
        donthu("keys", "rotate")
        assert "Đã gỡ" in donthu("keys", "remove", old.id).out
        assert old.id not in donthu("keys", "list").out
        assert donthu("tick").code == 0

    def test_of_an_unknown_key_is_refused(self, donthu):
        assert "20000101-0000" in donthu("keys", "remove", "20000101-0000").refusal
