"""Changing the key: what was found and read before is found and read at every moment."""

import pytest
from sqlalchemy import select

from cases.key_rotation.check import check_keys
from cases.key_rotation.removal import remove_key
from cases.key_rotation.reseal import reseal
from cases.key_rotation.sealed_rows import values_by_key, waiting
from cases.models.party import Party
from cases.models.petition import Petition
from cases.models.petition_text import PetitionText
from cases.models.search_entry import SearchEntry
from cases.queries.search import SearchFilter, search
from cases.sealed.keys import KeyFile, KeysError
from cases.search.entries import index_petition
from tests.cases.fixtures import on_both_databases

OF_A_PARTY, IN_A_TEXT = "048000000123", "048099000117"


@pytest.fixture
def office(office, tmp_path):
    """An office with a file of keys of its own: other tests must not see new keys."""
    own = KeyFile(tmp_path / "own-keys.json")
    own.path.write_bytes(office.keys.path.read_bytes())
    own.path.chmod(0o600)
    office.keys = own
    office.__post_init__()
    return office


@pytest.fixture
def complaint(office, complaint):
    """A complaint with a number in its text, too."""
    with office.database.writing() as tx:
        petition_id = tx.scalars(select(Petition.id)).one()
        text = tx.get_one(PetitionText, petition_id)
        text.text_f = f"{text.text_f} cccd 048 099 000 117"
        tx.flush()
        index_petition(tx, petition_id)
    return complaint


def found(office, people, typed):
    with office.database.reading() as tx:
        page = search(tx, office, people["head"], filters=SearchFilter(text=typed))
    return len(page.rows)


@on_both_databases
class TestRotation:
    def test_lets_numbers_be_found_before_and_after_it(self, office, people, complaint):
        office.keys.add(office.clock.now())
        for number in (OF_A_PARTY, IN_A_TEXT):
            assert found(office, people, number) == 1
        reseal(office.database, office.keys)
        for number in (OF_A_PARTY, IN_A_TEXT):
            assert found(office, people, number) == 1

    def test_lets_the_old_key_go(self, office, people, complaint):
        old = office.keys.keys().current
        office.keys.add(office.clock.now())
        reseal(office.database, office.keys)
        with office.database.reading() as tx:
            assert waiting(tx, office.keys) == 0
            assert old.id.replace("-", "") not in " ".join(tx.scalars(select(SearchEntry.words)))
        remove_key(office.database, office.keys, old.id)
        check_keys(office)
        assert found(office, people, IN_A_TEXT) == 1
        with office.database.reading() as tx:
            author = tx.scalars(select(Party).where(Party.role == "author")).one()
        assert author.id_number == OF_A_PARTY

    def test_counts_what_waits_and_what_each_key_has_sealed(self, office, complaint):
        old = office.keys.keys().current
        with office.database.reading() as tx:
            assert waiting(tx, office.keys) == 0
            before = values_by_key(tx, office.keys)
        assert set(before) == {old.id}
        office.keys.add(office.clock.now())
        with office.database.reading() as tx:
            assert waiting(tx, office.keys) == 2  # the author, and the words of the petition
        done = reseal(office.database, office.keys)
        assert (done.rows, done.was_plain) == (2, False)

    def test_keeps_a_key_that_something_needs(self, office, complaint):
        old = office.keys.keys().current
        office.keys.add(office.clock.now())
        with pytest.raises(KeysError, match="donthu keys rotate"):
            remove_key(office.database, office.keys, old.id)
