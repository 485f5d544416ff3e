"""A demo office in a folder of its own, served by the real program on a day of our choice."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from http.client import HTTPConnection
from pathlib import Path

from bench.ports import free_port
from cases.actor import Actor
from cases.demo import build
from cases.installation import init
from cases.office import Office, open_office
from config.clock import OfficeClock
from config.settings import read_settings
from tests.cases.installations import ward_people
from tests.office_day import DAY, begin_on

ROOT = Path(__file__).parents[2]
PROGRAM = Path(sys.executable).with_name("donthu")
SECONDS_TO_START = 180
SECONDS_TO_STOP = 60


class DidNotStartError(Exception):
    """The server ended, or never answered; the message is what it said."""


@dataclass
class ServedOffice:
    """An installation and the server that shows it.

    Attributes:
        var: Folder of the installation.
        port: Where the server listens.
        cases: What a demo case is an example of -> its code.
        settings: What else its programs are started with.
    """

    var: Path
    port: int = field(default_factory=free_port)
    cases: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environ(self) -> dict[str, str]:
        """What every program of this installation is started with."""
        own = {"DONTHU_ENV": "development", "DONTHU_VAR": str(self.var), "PORT": str(self.port)}
        return os.environ | own | dict(self.settings)

    @cached_property
    def office(self) -> Office:
        """The same installation in this process, to prepare and to look up things quickly."""
        return open_office(read_settings(self.environ))

    @cached_property
    def people(self) -> Mapping[str, Actor]:
        """The people of the ward by role."""
        return ward_people(self.office)

    @property
    def clock(self) -> OfficeClock:
        """The clock that the server reads."""
        return OfficeClock(self.var / "office-clock")

    def donthu(self, *words: str) -> str:
        """Run a command of the administrator and return what it printed."""
        done = subprocess.run(
            [PROGRAM, *words],
            env=self.environ,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    @contextmanager
    def serving(self) -> Iterator["ServedOffice"]:
        """Run ``donthu serve`` until the block ends."""
        with (self.var / "serve.log").open("wb") as log:
            server = subprocess.Popen(
                [PROGRAM, "serve"], env=self.environ, cwd=ROOT, stdout=log, stderr=log
            )
            try:
                self._wait_for(server)
                yield self
            finally:
                server.terminate()
                server.wait(SECONDS_TO_STOP)
                if "office" in vars(self):
                    self.office.database.close()

    @property
    def log(self) -> str:
        """What the server wrote."""
        return (self.var / "serve.log").read_text(encoding="utf-8")

    def _wait_for(self, server: subprocess.Popen[bytes]) -> None:
        give_up_at = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < give_up_at and server.poll() is None:
            if is_healthy(self.port):
                return
            time.sleep(0.05)
        raise DidNotStartError(self.log)


def set_up(var: Path, day: datetime = DAY) -> ServedOffice:
    """Set an installation up whose clock shows ``day`` now, and fill it with the demo office."""
    begin_on(var, day)
    served = ServedOffice(var)
    init(served.office)
    served.cases = {case.shows: case.code for case in build(served.office).cases}
    return served


def is_healthy(port: int) -> bool:
    """Ask the server whether it can work."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
