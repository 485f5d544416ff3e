"""A real directory: whose password is right, who is there, and what happens when it is away."""

import socket
import threading
from contextlib import contextmanager

import ldap
import pytest

from cases.directory import client, connection
from cases.directory.client import Directory
from cases.directory.entries import read_person, verdict_of_words
from cases.directory.errors import DirectoryUnavailableError
from cases.directory.person import Verdict
from tests.slapd import MOST_FAILURES, PASSWORD, PEOPLE, SUFFIX

EMAIL = "levanmau@danang.gov.vn"

STRANGE = [
    *("*", "*)", ")", "(", "\\", "\\2a", "\x00", "\n", "", " ", "&", "|", "!", "=", "~=", ">="),
    *("*)(mail=*", "*)(uid=*))(|(uid=*", "*)(objectClass=*", "*))%00", "*()|%26'", "*()|&'"),
    *("admin*", "admin*)((|userpassword=*)", "*)(|(mail=*)", "*))(|(mail=*", "x)(|(cn=*))"),
    *("levanmau*", "*@danang.gov.vn", "l*u@danang.gov.vn", "levanmau@danang.gov.v*"),
    *("levanmau@danang.gov.vn)(cn=*", "levanmau@danang.gov.vn*", "levanmau@danang.gov.vn\x00"),
    *(f"{EMAIL})(|(cn=*)", f"{EMAIL}))(|(mail=*", f"x)(mail={EMAIL}", f"x))(|(mail={EMAIL}"),
    *(f"x)(|(mail={EMAIL})", f")(mail={EMAIL}", f"(mail={EMAIL})", f"!(mail={EMAIL})"),
    *("levanmau@danang.gov.vn\\2a", "\\6cevanmau@danang.gov.vn*", "\\6c\\65vanmau*"),
    *("x)(mail:caseIgnoreMatch:=*", "x)(mail:dn:=*", "x)(1.1=*", "x)(objectClass>=a", "x)(mail~=l"),
    *("x)(mail<=z", "x)(!(mail=x)", "x)(&)", "x)(|)", "*)(&(objectClass=*", "*)(!(cn=nobody)"),
    *("uid=levanmau", PEOPLE, f"uid=levanmau,{PEOPLE}", f"cn=master,{SUFFIX}", "' or '1'='1"),
    *("levanmau@danang.gov.vn,cn=x", "levanmau+x@danang.gov.vn", "x" * 100_000),
]
"""Addresses that would say more than an address if they were not escaped."""


@pytest.fixture
def directory(slapd):
    slapd.add_person("levanmau", "Lê Văn Mẫu")
    return Directory(slapd.server())


@pytest.fixture
def opened(slapd):
    """Return a directory asked in another way: ``opened(base=...)``."""
    slapd.add_person("levanmau", "Lê Văn Mẫu")
    return lambda **more: Directory(slapd.server(**more))


@contextmanager
def silent_server():
    """Take connections and say nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


class TestPassword:
    def test_is_right_when_the_person_can_sign_in_with_it(self, directory):
        assert directory.check(EMAIL, PASSWORD).verdict is Verdict.RIGHT

    def test_may_be_wrong(self, directory):
        assert directory.check(EMAIL, "sai mật khẩu").verdict is Verdict.WRONG

    def test_is_never_empty(self, slapd, directory):
        slapd.stop()
        assert directory.check(EMAIL, "").verdict is Verdict.WRONG  # and nobody was asked

    def test_of_nobody_is_wrong(self, directory):
        assert directory.check("khong.co@danang.gov.vn", PASSWORD).verdict is Verdict.WRONG

    def test_of_an_address_that_two_entries_have_is_wrong(self, slapd, directory):
        slapd.add_person("khac", mail=EMAIL)
        assert directory.check(EMAIL, PASSWORD).verdict is Verdict.WRONG

    def test_that_has_expired_is_told_to_who_knows_it(self, slapd, directory):
        slapd.change(f"uid=levanmau,{PEOPLE}", pwdChangedTime="20200101000000Z")
        assert directory.check(EMAIL, PASSWORD).verdict is Verdict.EXPIRED
        assert directory.check(EMAIL, "sai mật khẩu").verdict is Verdict.WRONG

    def test_that_must_be_changed_opens_nothing(self, slapd, directory):
        slapd.change(f"uid=levanmau,{PEOPLE}", pwdReset="TRUE")
        assert directory.check(EMAIL, PASSWORD).verdict is Verdict.MUST_CHANGE

    def test_is_not_taken_while_the_directory_shuts_the_person_out(self, directory):
        for _ in range(MOST_FAILURES):
            directory.check(EMAIL, "sai mật khẩu")
        assert directory.check(EMAIL, PASSWORD).verdict is Verdict.SHUT

    def test_of_somebody_disabled_opens_nothing(self, slapd, directory):
        slapd.add_person("nghi", classes=["windowsPerson"], userAccountControl="514")
        assert directory.check("nghi@danang.gov.vn", PASSWORD).verdict is Verdict.DISABLED

    @pytest.mark.parametrize(
        ("code", "verdict"),
        [
            ("52e", Verdict.WRONG),
            ("532", Verdict.EXPIRED),
            ("533", Verdict.DISABLED),
            ("701", Verdict.DISABLED),
            ("773", Verdict.MUST_CHANGE),
            ("775", Verdict.SHUT),
        ],
    )
    def test_is_answered_by_active_directory_in_words(self, code, verdict):
        words = (
            f"80090308: LdapErr: DSID-0C09, comment: AcceptSecurityContext error, data {code}, v1"
        )
        assert verdict_of_words(words) is verdict


class TestEncryption:
    def test_begins_with_starttls_on_the_plain_port(self, opened):
        assert opened().check(EMAIL, PASSWORD).verdict is Verdict.RIGHT

    def test_is_there_from_the_start_on_the_other_port(self, slapd, opened):
        directory = opened(address=slapd.encrypted_address)
        assert directory.check(EMAIL, PASSWORD).verdict is Verdict.RIGHT

    def test_may_be_left_out_on_the_own_machine(self, opened):
        directory = opened(is_in_the_clear=True, authority=None)
        assert directory.check(EMAIL, PASSWORD).verdict is Verdict.RIGHT

    @pytest.mark.parametrize("address", ["address", "encrypted_address"])
    def test_with_a_certificate_that_nobody_trusts_sends_no_password(self, slapd, opened, address):
        directory = opened(address=getattr(slapd, address), authority=None)
        with pytest.raises(DirectoryUnavailableError, match=r"CONNECT_ERROR|SERVER_DOWN"):
            directory.check(EMAIL, PASSWORD)


class TestInjection:
    def test_has_a_corpus(self):
        assert len(set(STRANGE)) >= 50

    def test_finds_nobody(self, directory):
        assert directory.find(STRANGE) == {}

    def test_signs_nobody_in(self, directory):
        opened = [
            text for text in STRANGE if directory.check(text, PASSWORD).verdict is not Verdict.WRONG
        ]
        assert opened == []


class TestReferral:
    def test_is_not_followed(self, slapd, directory):
        with silent_server() as port:
            slapd.put(
                f"ou=khac,{SUFFIX}",
                objectClass=["referral", "extensibleObject"],
                ou="khac",
                ref=f"ldap://127.0.0.1:{port}/ou=khac,{SUFFIX}",
            )
            assert directory.check(EMAIL, PASSWORD).verdict is Verdict.RIGHT
            assert [one.place for one in directory.people_under(SUFFIX)] == [
                f"uid=levanmau,{PEOPLE}"
            ]


class TestOutage:
    def test_is_told_when_nobody_listens(self, slapd, directory):
        slapd.stop()
        with pytest.raises(DirectoryUnavailableError, match="SERVER_DOWN"):
            directory.check(EMAIL, PASSWORD)

    @pytest.mark.parametrize("scheme", ["ldap", "ldaps"])
    def test_is_told_when_the_server_says_nothing(self, monkeypatch, scheme, slapd):
        monkeypatch.setattr(client, "SECONDS_TO_SIGN_IN", 0.2)
        with silent_server() as port:
            directory = Directory(slapd.server(address=f"{scheme}://127.0.0.1:{port}"))
            with pytest.raises(DirectoryUnavailableError):
                directory.check(EMAIL, PASSWORD)

    def test_is_told_within_five_seconds(self):
        assert client.SECONDS_TO_SIGN_IN + client.SECONDS_TO_QUEUE < 5

    def test_is_remembered_for_a_moment_so_that_nobody_waits(self, slapd, directory):
        slapd.stop()
        for reason in ("SERVER_DOWN", "resting"):
            with pytest.raises(DirectoryUnavailableError, match=reason):
                directory.check(EMAIL, PASSWORD)

    def test_ends(self, monkeypatch, slapd, directory):
        monkeypatch.setattr(client, "SECONDS_OF_REST", 0.0)
        slapd.stop()
        with pytest.raises(DirectoryUnavailableError):
            directory.check(EMAIL, PASSWORD)
        slapd.start()
        assert directory.check(EMAIL, PASSWORD).verdict is Verdict.RIGHT

    def test_keeps_only_some_requests_waiting(self, monkeypatch, slapd):
        monkeypatch.setattr(client, "SECONDS_TO_QUEUE", 0.0)
        monkeypatch.setattr(client, "SECONDS_TO_SIGN_IN", 0.3)
        reasons = []
        with silent_server() as port:
            directory = Directory(slapd.server(address=f"ldap://127.0.0.1:{port}"))

            def ask():
                try:
                    directory.check(EMAIL, PASSWORD)
                except DirectoryUnavailableError as error:
                    reasons.append(error.reason)

            asking = [threading.Thread(target=ask) for _ in range(client.AT_ONCE + 2)]
            for one in asking:
                one.start()
            for one in asking:
                one.join()
        assert reasons.count("busy") == 2

    def test_is_what_a_wrong_password_of_the_reader_comes_to(self, opened):
        with pytest.raises(DirectoryUnavailableError, match="reader_refused"):
            opened(password="sai mật khẩu").check(EMAIL, PASSWORD)


class TestPeople:
    def test_are_found_by_their_addresses_however_written(self, slapd, directory):
        slapd.add_person("hoa", "Trần Thị  Hoa", mail="Hoa@DaNang.gov.vn")
        found = directory.find(["hoa@danang.gov.vn", EMAIL, "khong.co@danang.gov.vn"])
        assert {email: one.full_name for email, one in found.items()} == {
            "hoa@danang.gov.vn": "Trần Thị Hoa",
            EMAIL: "Lê Văn Mẫu",
        }

    def test_keep_their_id_when_the_entry_moves(self, slapd, directory):
        before = directory.find([EMAIL])[EMAIL].directory_id
        with slapd.as_master() as master:
            master.rename_s(f"uid=levanmau,{PEOPLE}", "uid=khac", f"ou=units,{SUFFIX}")
        assert len(before) == 36
        assert directory.find([EMAIL])[EMAIL].directory_id == before

    def test_of_a_branch_are_all_found_though_the_server_gives_few_at_once(
        self, monkeypatch, slapd, directory
    ):
        monkeypatch.setattr(connection, "PAGE", 50)
        branch = f"ou=phong,{PEOPLE}"
        slapd.put(branch, objectClass="organizationalUnit")
        for number in range(120):
            slapd.add_person(f"nguoi{number}", under=branch)
        assert len(directory.people_under(branch)) == 120
        assert len(directory.people_under(SUFFIX)) == 121

    def test_without_an_address_are_left_out(self, slapd, directory):
        place = slapd.add_person("khong")
        slapd.change(place, mail=None)
        assert [one.emails for one in directory.people_under(PEOPLE)] == [(EMAIL,)]

    def test_sit_in_branches(self, directory):
        assert [one.place for one in directory.branches()] == [PEOPLE, f"ou=units,{SUFFIX}"]
        assert [one.name for one in directory.branches()] == ["people", "units"]

    def test_of_a_branch_that_is_gone_cannot_be_listed(self, directory):
        with pytest.raises(DirectoryUnavailableError, match="NO_SUCH_OBJECT"):
            directory.people_under(f"ou=khong,{SUFFIX}")


class TestDisabledPerson:
    @pytest.mark.parametrize(
        ("attributes", "is_disabled"),
        [
            ({}, False),
            ({"userAccountControl": [b"512"]}, False),
            ({"userAccountControl": [b"514"]}, True),
            ({"pwdAccountLockedTime": [b"000001010000Z"]}, True),
            ({"pwdAccountLockedTime": [b"20261126183450Z"]}, False),
            ({"nsAccountLock": [b"TRUE"]}, True),
        ],
    )
    def test_is_known_by_what_an_administrator_has_set(self, attributes, is_disabled):
        assert read_person("cn=x", attributes, "mail").is_disabled is is_disabled

    def test_has_an_id_of_bytes_in_active_directory(self):
        person = read_person("cn=x", {"objectGUID": [bytes(range(16))], "cn": [b"x"]}, "mail")
        assert person.directory_id == "000102030405060708090a0b0c0d0e0f"


def test_the_library_is_the_one_that_speaks_tls():
    assert ldap.TLS_AVAIL
