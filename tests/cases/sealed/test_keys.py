"""The file of keys: who may read it, and what is said when it is not there or not right."""

import stat

import pytest

from cases.sealed.keys import KeyFile, KeysError, KeysMissingError, KeyUnknownError
from tests.cases.installations import USUAL_DAY


@pytest.fixture
def file(tmp_path):
    return KeyFile(tmp_path / "keys" / "keys.json")


class TestKeyFile:
    def test_is_read_by_its_owner_only(self, file):
        file.add(USUAL_DAY)
        assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.path.parent.stat().st_mode) == 0o700

    def test_that_is_missing_says_what_to_do(self, file):
        with pytest.raises(KeysMissingError, match=r"donthu keys new.*DONTHU_KEYS"):
            file.keys()

    @pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
    def test_that_others_may_read_is_refused(self, file, mode):
        file.add(USUAL_DAY)
        file.path.chmod(mode)
        with pytest.raises(KeysError, match=r"chmod 600"):
            file.keys()

    @pytest.mark.parametrize(
        "content", ["", "{}", "[]", '{"keys": []}', '{"keys": [{"id": "x"}]}', '{"keys": [1]}']
    )
    def test_that_is_damaged_says_so(self, file, content):
        file.path.parent.mkdir()
        file.path.write_text(content)
        file.path.chmod(0o600)
        with pytest.raises(KeysError, match="bị hỏng"):
            file.keys()

    def test_takes_the_newest_key_as_the_current_one_and_keeps_the_others(self, file):
        first, second = file.add(USUAL_DAY), file.add(USUAL_DAY)
        assert file.keys().current == second
        assert file.key(first.id) == first

    def test_sees_a_key_that_another_process_has_made(self, file):
        file.add(USUAL_DAY)
        assert file.keys()
        other = KeyFile(file.path).add(USUAL_DAY)
        assert file.keys().current == other

    def test_leaves_no_unfinished_file_behind(self, file):
        file.add(USUAL_DAY)
        file.add(USUAL_DAY)
        assert [path.name for path in file.path.parent.iterdir()] == ["keys.json"]

    def test_names_a_key_it_does_not_have(self, file):
        file.add(USUAL_DAY)
        with pytest.raises(KeyUnknownError, match="20200101-abcd"):
            file.key("20200101-abcd")

    def test_forgets_a_removed_key(self, file):
        first, second = file.add(USUAL_DAY), file.add(USUAL_DAY)
        file.remove(first.id)
        assert list(file.keys().by_id) == [second.id]


class TestKey:
    def test_shows_nothing_of_its_secrets(self, file):
        key = file.add(USUAL_DAY)
        assert key.sealing.hex() not in repr(key)
        assert repr(key.sealing) not in repr(key)

    def test_has_two_secrets_that_do_not_follow_from_each_other(self, file):
        first, second = file.add(USUAL_DAY), file.add(USUAL_DAY)
        assert len({first.sealing, first.indexing, second.sealing, second.indexing}) == 4

    def test_is_told_from_another_one_of_the_same_name(self, file, tmp_path):
        first, other = file.add(USUAL_DAY), KeyFile(tmp_path / "other.json").add(USUAL_DAY)
        assert first.fingerprint != other.fingerprint
