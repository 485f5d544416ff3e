"""Runs the real server beside us and visits it over a connection that stays open."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

from bench.counting_server import CountedRequest, read_report
from bench.ports import free_port
from cases.actor import Actor
from cases.office import Office

SECONDS_TO_START = 120
SECONDS_TO_STOP = 60
SIGN_IN = "/dang-nhap"
BECOME = "/dang-nhap/nguoi-dung-thu"
ACCOUNT = "/tai-khoan"
FORM = "application/x-www-form-urlencoded"

_CSRF = re.compile(rb'name="_csrf"[^>]*value="([^"]+)"')


class UnexpectedAnswerError(Exception):
    """The server answered something else than was to be measured."""

    def __init__(self, address: str, status: int) -> None:
        super().__init__(f"{address}: {status}")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, and how long it took from sending until the last byte."""

    status: int
    content: bytes
    milliseconds: float


class Browser:
    """One person at one connection. The cookie of the sign-in stays as it was."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookie = ""
        self._token = ""

    def sign_in(self, person: Actor) -> None:
        """Become a demo person."""
        self._open_page(SIGN_IN)
        self._send("POST", BECOME, {"_csrf": self._token, "account_id": str(person.account_id)})
        self._open_page(ACCOUNT)

    def get(self, address: str) -> Answer:
        """Open a page."""
        return self._send("GET", address)

    def post(self, address: str, values: Mapping[str, list[str]]) -> Answer:
        """Send a form; the answer must be the redirect that says it was accepted."""
        answer = self._send("POST", address, {"_csrf": [self._token], **values})
        if answer.status != HTTPStatus.SEE_OTHER:
            raise UnexpectedAnswerError(address, answer.status)
        return answer

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _open_page(self, address: str) -> None:
        page = self._send("GET", address)
        found = _CSRF.search(page.content)
        if found is None:
            raise UnexpectedAnswerError(address, page.status)
        self._token = found[1].decode()

    def _send(
        self, method: str, address: str, values: Mapping[str, object] | None = None
    ) -> Answer:
        body = urlencode(values, doseq=True).encode() if values is not None else None
        headers = {"Cookie": self._cookie} if self._cookie else {}
        if body is not None:
            headers["Content-Type"] = FORM
        began = time.perf_counter()
        self._connection.request(method, address, body, headers)
        response = self._connection.getresponse()
        content = response.read()
        took = (time.perf_counter() - began) * 1000
        self._keep_cookie(address, response)
        return Answer(response.status, content, took)

    def _keep_cookie(self, address: str, response: HTTPResponse) -> None:
        # Later answers put their notices into the cookie; a browser shows and drops them on the
        # next page, which we do not open.
        given = response.getheader("Set-Cookie")
        if given and address in {SIGN_IN, BECOME, ACCOUNT}:
            self._cookie = given.partition(";")[0]


class ServedOffice:
    """A running server; ``requests`` is there once it has stopped."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.requests: list[CountedRequest] = []

    def browser(self, person: Actor) -> Browser:
        """Open a connection and sign in."""
        browser = Browser(self.port)
        browser.sign_in(person)
        return browser


@contextmanager
def served(office: Office, environ: Mapping[str, str]) -> Iterator[ServedOffice]:
    """Serve an office in a process of its own until the block ends."""
    report = office.settings.var / "counted.json"
    port = free_port()
    environment = {**os.environ, **environ, "DONTHU_PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.counting_server", str(report)],
        env=environment,
        cwd=Path(__file__).parent.parent,
    )
    running = ServedOffice(port)
    try:
        _wait_until_it_answers(process, port)
        yield running
    finally:
        process.terminate()
        process.wait(SECONDS_TO_STOP)
    running.requests = read_report(report)


def _wait_until_it_answers(process: subprocess.Popen[bytes], port: int) -> None:
    give_up_at = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < give_up_at and process.poll() is None:
        time.sleep(0.1)
        with suppress(OSError), closing(Browser(port)) as browser:
            if browser.get("/healthz").status == HTTPStatus.OK:
                return
    raise UnexpectedAnswerError("/healthz", 0)
