"""Finding form files."""

from datetime import date

import pytest

from forms.catalog import find_forms

OLD, NEW = date(2012, 7, 1), date(2026, 7, 1)


@pytest.fixture
def folder(tmp_path):
    procedure = tmp_path / "complaint_first"
    (procedure / "2026-07-01").mkdir(parents=True)
    (procedure / "accept.form").write_bytes(b"shared")
    (procedure / "close.form").write_bytes(b"shared")
    (procedure / "notes.md").write_bytes(b"")
    (procedure / "Accept-2.form").write_bytes(b"")
    (procedure / "2026-07-01/accept.form").write_bytes(b"new")
    return tmp_path


class TestFormFile:
    def test_serves_every_version_of_its_procedure(self, folder):
        assert find_forms(folder, "complaint_first", OLD) == {
            "accept": b"shared",
            "close": b"shared",
        }

    def test_of_a_version_takes_the_place_of_the_shared_one(self, folder):
        assert find_forms(folder, "complaint_first", NEW) == {"accept": b"new", "close": b"shared"}

    @pytest.mark.parametrize("procedure", ["denunciation", "../complaint_first", "", "/"])
    def test_is_not_there_for_another_procedure(self, folder, procedure):
        assert find_forms(folder / "complaint_first", procedure, OLD) == {}
