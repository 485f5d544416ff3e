"""One conversation with the directory, in the time that somebody is willing to wait."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import ldap
from ldap.controls import DecodeControlTuples
from ldap.controls.libldap import SimplePagedResultsControl
from ldap.controls.ppolicy import PasswordPolicyControl
from ldap.filter import escape_filter_chars

from cases.directory.entries import (
    ATTRIBUTES,
    Attributes,
    read_branch,
    read_person,
    verdict_of_words,
)
from cases.directory.errors import DirectoryUnavailableError
from cases.directory.person import Branch, Person, Verdict
from config.directory_server import DirectoryServer

PAGE = 200
TLS_1_2 = 0x303
_POLICY_VERDICTS = {0: Verdict.EXPIRED, 1: Verdict.SHUT, 2: Verdict.MUST_CHANGE}
"""Errors of the password policy control (draft-behera-ldap-password-policy)."""
_REFUSALS = (
    ldap.INVALID_CREDENTIALS,
    ldap.INAPPROPRIATE_AUTH,
    ldap.INSUFFICIENT_ACCESS,
    ldap.NO_SUCH_OBJECT,
    ldap.UNWILLING_TO_PERFORM,
)


class Connection:
    """A connection that asks as the reader of the directory.

    Every method raises ``DirectoryUnavailableError`` when the directory does not answer in time
    or not as agreed.
    """

    def __init__(self, server: DirectoryServer, seconds: float) -> None:
        """Connect, encrypt and sign in as the reader within so many seconds."""
        self._server = server
        self._until = time.monotonic() + seconds
        with _understood():
            self._ldap = ldap.initialize(server.address)
            self._configure()
            if server.address.startswith("ldap:") and not server.is_in_the_clear:
                self._ldap.start_tls_s()
        if server.user and self.bind(server.user, server.password) is not Verdict.RIGHT:
            self.close()
            raise DirectoryUnavailableError("reader_refused")

    def bind(self, place: str, password: str) -> Verdict:
        """Sign in as an entry; an empty password would be no sign-in at all and is refused."""
        if not place or not password:
            return Verdict.WRONG
        try:
            asked = self._ldap.simple_bind(place, password, serverctrls=[PasswordPolicyControl()])
            _, _, _, controls = self._ldap.result3(asked, timeout=self._left())
        except _REFUSALS as refusal:
            return _verdict(refusal)
        except ldap.CONSTRAINT_VIOLATION:  # what some directories say to too many wrong passwords
            return Verdict.SHUT
        except ldap.LDAPError as error:
            raise DirectoryUnavailableError(type(error).__name__) from error
        return _policy_verdict(controls) or Verdict.RIGHT

    def people_with(self, emails: Sequence[str]) -> list[Person]:
        """Return whoever has one of these addresses, anywhere under the base."""
        name = self._server.mail_attribute
        one_of_them = "".join(f"({name}={escape_filter_chars(email)})" for email in emails)
        return self._people(self._server.base, f"(|{one_of_them})")

    def people_under(self, place: str) -> list[Person]:
        """Return the people of a branch who have an address."""
        return self._people(place, f"({self._server.mail_attribute}=*)")

    def branches(self) -> list[Branch]:
        """Return the organisational units under the base."""
        rows = self._search(
            self._server.base, "(objectClass=organizationalUnit)", "ou", "displayName"
        )
        return [read_branch(*row) for row in rows]

    def _people(self, base: str, criterion: str) -> list[Person]:
        name = self._server.mail_attribute
        rows = self._search(base, f"(&(objectClass=person){criterion})", name, *ATTRIBUTES)
        return [read_person(place, values, name) for place, values in rows]

    def _search(self, base: str, criterion: str, *attributes: str) -> list[tuple[str, Attributes]]:
        """Return what is at and under ``base``; where it points elsewhere is left out."""
        page = SimplePagedResultsControl(criticality=True, size=PAGE, cookie="")
        found: list[tuple[str, Attributes]] = []
        while True:
            with _understood():
                asked = self._ldap.search_ext(
                    base, ldap.SCOPE_SUBTREE, criterion, list(attributes), serverctrls=[page]
                )
                _, rows, _, controls = self._ldap.result3(asked, timeout=self._left())
            found += [(place, values) for place, values in rows if place]
            cookies = [one.cookie for one in controls if one.controlType == page.controlType]
            if not any(cookies):
                return found
            page.cookie = cookies[0]

    def close(self) -> None:
        """Hang up."""
        with suppress(ldap.LDAPError):
            self._ldap.unbind_ext_s()

    def _configure(self) -> None:
        options: dict[int, Any] = {
            ldap.OPT_PROTOCOL_VERSION: ldap.VERSION3,
            # A referral would send password and question to a server that nobody has chosen.
            ldap.OPT_REFERRALS: 0,
            ldap.OPT_NETWORK_TIMEOUT: self._left(),
            ldap.OPT_TIMEOUT: self._left(),
            # Ends a conversation with a machine that has vanished.
            ldap.OPT_X_KEEPALIVE_IDLE: 30,
            ldap.OPT_X_KEEPALIVE_INTERVAL: 10,
            ldap.OPT_X_KEEPALIVE_PROBES: 3,
            ldap.OPT_X_TLS_REQUIRE_CERT: ldap.OPT_X_TLS_DEMAND,
            ldap.OPT_X_TLS_PROTOCOL_MIN: TLS_1_2,
        }
        if self._server.authority:
            options[ldap.OPT_X_TLS_CACERTFILE] = str(self._server.authority)
        for option, value in options.items():
            self._ldap.set_option(option, value)
        self._ldap.set_option(ldap.OPT_X_TLS_NEWCTX, 0)  # last: it makes the others count

    def _left(self) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise DirectoryUnavailableError("TIMEOUT")
        return left


@contextmanager
def opened(server: DirectoryServer, seconds: float) -> Iterator[Connection]:
    """Connect until the block ends."""
    connection = Connection(server, seconds)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def _understood() -> Iterator[None]:
    try:
        yield
    except ldap.LDAPError as error:
        raise DirectoryUnavailableError(type(error).__name__) from error


def _verdict(refusal: Any) -> Verdict:  # noqa: ANN401 - the library is not typed
    said = refusal.args[0] if refusal.args and isinstance(refusal.args[0], dict) else {}
    return _policy_verdict(DecodeControlTuples(said.get("ctrls"))) or verdict_of_words(
        str(said.get("info", ""))
    )


def _policy_verdict(controls: Sequence[Any]) -> Verdict | None:
    errors = [one.error for one in controls if isinstance(one, PasswordPolicyControl)]
    return next((_POLICY_VERDICTS[error] for error in errors if error in _POLICY_VERDICTS), None)
