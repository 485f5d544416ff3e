"""Where the directory is: what stops the start-up."""

from pathlib import Path

import pytest

from config.settings import SettingsError, read_settings

DIRECTORY = {
    "DONTHU_ENV": "test",
    "DONTHU_DIRECTORY_URL": "ldaps://directory.example:636",
    "DONTHU_DIRECTORY_BASE": "dc=thanhpho,dc=example",
}


def problems(**changes):
    try:
        read_settings(DIRECTORY | changes)
    except SettingsError as error:
        return error.problems
    return ()


class TestDirectory:
    def test_is_none_unless_an_office_says_where(self):
        assert read_settings({"DONTHU_ENV": "test"}).directory is None

    def test_is_read_with_what_belongs_to_it(self):
        certificate = str(Path(__file__))
        directory = read_settings(
            DIRECTORY
            | {
                "DONTHU_DIRECTORY_USER": "cn=donthu",
                "DONTHU_DIRECTORY_PASSWORD": "đọc",
                "DONTHU_DIRECTORY_MAIL": "userPrincipalName",
                "DONTHU_DIRECTORY_CA": certificate,
            }
        ).directory
        assert directory.address == "ldaps://directory.example:636"
        assert (directory.user, directory.password) == ("cn=donthu", "đọc")
        assert (directory.mail_attribute, str(directory.authority)) == (
            "userPrincipalName",
            certificate,
        )
        assert "đọc" not in repr(directory)

    @pytest.mark.parametrize(
        "address",
        ["http://x", "ldap://", "x", "ldap://u:p@x", "ldap://x/dc=y", "ldapi://x", "ldap://x:0"],
    )
    def test_has_an_address_of_one_form_which_is_not_repeated(self, address):
        (problem,) = problems(DONTHU_DIRECTORY_URL=address)
        assert problem.startswith("DONTHU_DIRECTORY_URL phải có dạng")
        assert "u:p" not in problem

    @pytest.mark.parametrize("host", ["127.0.0.1:389", "localhost", "[::1]:389"])
    def test_on_this_machine_may_speak_in_the_clear(self, host):
        assert problems(DONTHU_DIRECTORY_URL=f"ldap://{host}", DONTHU_DIRECTORY_STARTTLS="0") == ()

    def test_elsewhere_may_not(self):
        (problem,) = problems(
            DONTHU_DIRECTORY_URL="ldap://directory.example", DONTHU_DIRECTORY_STARTTLS="0"
        )
        assert "DONTHU_DIRECTORY_STARTTLS=0" in problem

    @pytest.mark.parametrize(
        ("changes", "wanted"),
        [
            ({"DONTHU_DIRECTORY_BASE": ""}, "Đặt DONTHU_DIRECTORY_BASE"),
            ({"DONTHU_DIRECTORY_USER": "cn=donthu"}, "Đặt cả DONTHU_DIRECTORY_USER"),
            ({"DONTHU_DIRECTORY_PASSWORD": "đọc"}, "Đặt cả DONTHU_DIRECTORY_USER"),
            ({"DONTHU_DIRECTORY_MAIL": "mail)(x=*"}, "DONTHU_DIRECTORY_MAIL phải là"),
            ({"DONTHU_DIRECTORY_CA": "/khong/co"}, "Không có tệp chứng thư"),
        ],
    )
    def test_says_what_is_missing(self, changes, wanted):
        (problem,) = problems(**changes)
        assert problem.startswith(wanted)
