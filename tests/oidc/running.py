"""Starts the provider and tells it what to do."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import create_connection
from urllib.parse import urlencode
from urllib.request import urlopen

from bench.ports import free_port
from config.identity_provider import IdentityProvider
from tests.oidc.faults import CLIENT_ID, CLIENT_SECRET

ROOT = Path(__file__).parents[2]
SECONDS_TO_START = 60


@dataclass(frozen=True)
class RunningProvider:
    """The process, and how an office is set to use it."""

    settings: IdentityProvider

    def make(self, fault: str = "", *, rotates: bool = False) -> None:
        """Make this fault from now on, or none; rotate the keys where that is wanted."""
        told = urlencode({"fault": fault, "rotates": "1" if rotates else ""}).encode()
        urlopen(f"{self.settings.issuer}/trial", told, timeout=SECONDS_TO_START).close()  # noqa: S310 - our own server


@contextmanager
def running_provider() -> Iterator[RunningProvider]:
    """Run the provider on a free port until the block ends."""
    port = free_port()
    # The provider speaks HTTP without encryption, which its library takes on this word only.
    environ = os.environ | {"AUTHLIB_INSECURE_TRANSPORT": "1"}
    command = [sys.executable, "-m", "tests.oidc.provider", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=environ, stderr=subprocess.DEVNULL)
    try:
        _wait_for(process, port)
        yield RunningProvider(
            IdentityProvider(
                issuer=f"http://127.0.0.1:{port}",
                client_id=CLIENT_ID,
                client_secret=CLIENT_SECRET,
                title="tài khoản công vụ",
            )
        )
    finally:
        process.kill()
        process.wait()


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while True:
        assert process.poll() is None, "the provider has ended"
        assert time.monotonic() < until, "the provider does not answer"
        try:
            create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
