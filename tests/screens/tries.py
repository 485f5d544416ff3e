"""Tries an address as somebody, and says in the words of the table what they got."""

import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import Flask
from lxml import html
from werkzeug.test import TestResponse

from app.factory import create_app
from app.signed_in import TOKEN_KEY
from cases.actions.become import become
from cases.office import Office
from tests.screens.table import (
    FORBIDDEN,
    LEAD,
    LOOK,
    MAY,
    NOTHING,
    OTHER,
    OWN,
    SIGN_IN,
    SIGNED_OUT,
    Row,
)
from tests.screens.things import Thing

LEADS = {301, 302, 303}
REFUSES = {403: FORBIDDEN, 404: NOTHING}
DONE = {200, 401, 409, 422}
"""Done, or allowed, but not now, not with these answers, or not with this password."""

CHANGES_NOTHING = ("/tep-xuat/", "/tra-cuu", "/viec-cua-toi", "/thoat", "/dang-nhap")
"""Forms that hand out a list, look for something or sign in change nothing."""

VARYING = re.compile(rb'name="_(?:csrf|token)" value="[^"]*"|[0-9A-F]{4}-[0-9A-F]{2}')
"""Tokens, and the reference under which the log knows an answer."""


@dataclass(frozen=True)
class Answer:
    """What came back; ``told`` is the page without what varies."""

    status: int
    location: str
    told: bytes
    can_act: bool
    has_written: bool


@dataclass
class Tries:
    """One office and its pages; whatever a try has written is undone before the next one.

    Attributes:
        office: The office.
        accounts: Whose side, role -> the account that tries; nobody has none.
        things: Name of a thing -> its part of an address.
        bodies: Address -> what is posted there.
    """

    office: Office
    accounts: Mapping[tuple[str, str], int]
    things: Mapping[str, Thing]
    bodies: Mapping[str, Mapping[str, str]]
    app: Flask = field(init=False)
    _answers: dict[tuple[str, str, int | None], Answer] = field(default_factory=dict)
    _browsers: dict[int | None, tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.app = create_app(self.office.settings, self.office)
        for account_id in {None, *self.accounts.values()}:
            self._sign_in(account_id)
        live = self._file()
        self._kept, self._watch = sqlite3.connect(":memory:"), live
        live.backup(self._kept)
        self._version = self._written()

    def _sign_in(self, account_id: int | None) -> None:
        """Keep what the browser of a person sends: every try is one of a fresh window."""
        client = self.app.test_client()
        if account_id is not None:
            with self.office.database.writing() as tx:
                opened = become(tx, self.office, account_id=account_id, address="", agent="")
            with client.session_transaction() as session:
                session[TOKEN_KEY] = opened.token
        page = client.get("/tai-khoan" if account_id else "/dang-nhap")
        token = html.fromstring(page.data).xpath("//input[@name='_csrf']/@value")[0]
        cookie = client.get_cookie(self.app.config["SESSION_COOKIE_NAME"])
        assert cookie is not None
        self._browsers[account_id] = f"{cookie.decoded_key}={cookie.value}", token

    def close(self) -> None:
        self._kept.close()
        self._watch.close()

    def observe(self, row: Row, role: str) -> str:
        """Say what somebody of a role, on the side of the row, gets at its address."""
        answer = self._ask(row, role, missing=False)
        if answer.status in LEADS:
            return self._led(row, role, answer)
        if row.method == "POST" and answer.status in DONE:
            return MAY
        if answer.status == 200:
            return MAY if answer.can_act else LOOK
        return REFUSES.get(answer.status, f"{answer.status}?")

    def looks_missing(self, row: Row, role: str) -> bool:
        """Tell whether the answer is the one for a thing that there has never been."""
        there, missing = (self._ask(row, role, missing=missing) for missing in (False, True))
        return (there.status, there.told) == (missing.status, missing.told)

    def told(self, address: str, role: str) -> bytes:
        """Return what somebody of a role in the ward reads at an address."""
        return self._send("GET", address, self.accounts[OWN, role], {}).told

    def address(self, row: Row, *, missing: bool = False) -> str:
        """Return the address with the things it names filled in."""

        def part(name: re.Match[str]) -> str:
            thing = self.things[name[1]]
            return thing.missing if missing else thing.there

        return re.sub(r"<([^>]+)>", part, row.address)

    def _ask(self, row: Row, role: str, *, missing: bool) -> Answer:
        side = OTHER if row.unit == OTHER else OWN
        account_id = self.accounts.get((side, role))
        address = self.address(row, missing=missing)
        asked = row.method, address, account_id
        if asked not in self._answers:
            body = self.bodies.get(row.address, {})
            self._answers[asked] = self._send(row.method, address, account_id, body)
        return self._answers[asked]

    def _send(
        self, method: str, address: str, account_id: int | None, body: Mapping[str, str]
    ) -> Answer:
        cookie, token = self._browsers[account_id]
        given = self.app.test_client(use_cookies=False).open(
            address,
            method=method,
            headers={"Cookie": cookie},
            data={"_csrf": token, **body} if method == "POST" else None,
        )
        told = VARYING.sub(b"", given.data)
        answer = Answer(
            given.status_code, given.location or "", told, _can_act(given), self._undo()
        )
        given.close()
        return answer

    def _led(self, row: Row, role: str, answer: Answer) -> str:
        if "/dang-nhap" in answer.location and role == SIGNED_OUT:
            return SIGN_IN
        if answer.has_written:
            return MAY
        names_a_thing = "<" in row.address
        return NOTHING if names_a_thing and self.looks_missing(row, role) else LEAD

    def _undo(self) -> bool:
        """Put back what was kept; tell whether there was anything to undo."""
        if self._written() == self._version:
            return False
        self._kept.backup(self._watch)
        self._version = self._written()
        return True

    def _written(self) -> int:
        return int(self._watch.execute("PRAGMA data_version").fetchone()[0])

    def _file(self) -> sqlite3.Connection:
        return sqlite3.connect(str(self.office.database.url.database))


def _can_act(answer: TestResponse) -> bool:
    """Tell whether the page has a form that changes something."""
    if answer.status_code != 200 or answer.mimetype != "text/html":
        return False
    buttons = "//main//form[@method='post']/@action | //main//button/@formaction"
    addresses = html.fromstring(answer.data).xpath(buttons)
    return any(not each.startswith(CHANGES_NOTHING) for each in addresses)
