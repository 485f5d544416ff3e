"""Sealed texts: nobody reads, changes or moves them without the key."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.sealed.cipher import LENGTH_OF_AN_INDEX, blind, blinds, seal, unseal
from cases.sealed.keys import KeyFile, KeyUnknownError
from tests.cases.installations import USUAL_DAY

NUMBER = "048000000123"
PLACE = "party.phone\n7\nauthor"


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    file = KeyFile(tmp_path_factory.mktemp("keys") / "keys.json")
    file.add(USUAL_DAY)
    return file


class TestSealedText:
    @given(text=st.text())
    def test_opens_where_it_was_sealed_for(self, keys, text):
        assert unseal(keys, seal(keys, text, PLACE), PLACE) == text

    def test_is_another_one_each_time(self, keys):
        assert len({seal(keys, NUMBER, PLACE) for _ in range(100)}) == 100

    def test_names_its_key(self, keys):
        assert seal(keys, NUMBER, PLACE).startswith(f"{keys.keys().current.id}.")

    @pytest.mark.parametrize(
        "elsewhere",
        ["party.id_number\n7\nauthor", "party.phone\n8\nauthor", "party.phone\n7\nrespondent"],
        ids=["another column", "another petition", "another person"],
    )
    def test_does_not_open_elsewhere(self, keys, elsewhere):
        with pytest.raises(KeyUnknownError):
            unseal(keys, seal(keys, NUMBER, PLACE), elsewhere)

    def test_does_not_open_after_any_change(self, keys):
        key_id, _, written = seal(keys, NUMBER, PLACE).rpartition(".")
        whole = urlsafe_b64decode(written)
        for index in range(len(whole)):
            changed = whole[:index] + bytes([whole[index] ^ 1]) + whole[index + 1 :]
            with pytest.raises(KeyUnknownError):
                unseal(keys, f"{key_id}.{urlsafe_b64encode(changed).decode()}", PLACE)

    @pytest.mark.parametrize("never_sealed", ["0905000111", "", ".", "x.y", "{}"])
    def test_that_never_was_one_is_not_taken_for_one(self, keys, never_sealed):
        with pytest.raises(KeyUnknownError):
            unseal(keys, never_sealed, PLACE)

    def test_opens_with_its_own_key_when_there_is_a_newer_one(self, tmp_path):
        keys = KeyFile(tmp_path / "keys.json")
        keys.add(USUAL_DAY)
        sealed = seal(keys, NUMBER, PLACE)
        keys.add(USUAL_DAY)
        assert unseal(keys, sealed, PLACE) == NUMBER


class TestBlindIndex:
    def test_is_the_same_for_the_same_number_and_fits_its_column(self, keys):
        assert blind(keys, NUMBER) == blind(keys, NUMBER)
        assert len(blind(keys, NUMBER)) <= LENGTH_OF_AN_INDEX

    def test_is_another_one_for_another_number_or_key(self, keys, tmp_path):
        other = KeyFile(tmp_path / "keys.json")
        other.add(USUAL_DAY)
        found = {blind(keys, NUMBER), blind(keys, "048000000124"), blind(other, NUMBER)}
        assert len({one.partition(".")[2] for one in found}) == 3

    def test_says_nothing_of_the_number(self, keys):
        assert NUMBER not in blind(keys, NUMBER)

    def test_is_looked_for_under_every_key(self, tmp_path):
        keys = KeyFile(tmp_path / "keys.json")
        keys.add(USUAL_DAY)
        before = blind(keys, NUMBER)
        keys.add(USUAL_DAY)
        assert set(blinds(keys, NUMBER)) == {before, blind(keys, NUMBER)}
