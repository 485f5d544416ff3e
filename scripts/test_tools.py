"""Installs the programs that only tests need; ``make test-tools`` calls it.

With ``--build`` it installs what building the developers' environment needs, before there is one.
As root on a machine with apt it installs what is missing. Otherwise it prints one line for each
missing program and goes on: the tests that need it are skipped. With ``CI=true`` a program that
is still missing is a failure.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.tools import BUILD_TOOLS, IS_CI, TOOLS, Tool

POLICY = Path("/usr/sbin/policy-rc.d")


def main() -> int:
    """Install, then say what is still missing."""
    wanted = BUILD_TOOLS if "--build" in sys.argv[1:] else TOOLS
    missing = [tool for tool in wanted if not tool.find()]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        _install(missing)
    still_missing = [tool for tool in missing if not tool.find()]
    for tool in still_missing:
        print(
            f"MISSING {tool.name}: what needs it cannot run."
            f" Install it with: sudo apt-get install {' '.join(tool.packages)}"
        )
    return 1 if still_missing and IS_CI else 0


def _install(tools: list[Tool]) -> None:
    packages = [package for tool in tools for package in tool.packages]
    print(f"Installing what the tests need: {' '.join(packages)}", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    with _no_service_starts():
        for arguments in (
            ("update", "-qq"),
            ("install", "-qq", "--yes", "--no-install-recommends", *packages),
        ):
            # What apt says matters only when it fails.
            outcome = subprocess.run(
                ["apt-get", *arguments],
                check=False,
                capture_output=True,
                text=True,
                env=environment,
                stdin=subprocess.DEVNULL,
            )
            if outcome.returncode:
                print(outcome.stderr.strip())


@contextmanager
def _no_service_starts() -> Iterator[None]:
    """Keep Debian from starting the servers it installs: the tests start their own."""
    if POLICY.exists():
        yield
        return
    POLICY.write_text("#!/bin/sh\nexit 101\n", encoding="ascii")
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        POLICY.unlink()


if __name__ == "__main__":
    sys.exit(main())
