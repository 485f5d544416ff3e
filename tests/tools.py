"""Programs that only tests need: where they are, and which package brings them.

``make test-tools`` installs them; a fixture that finds one missing skips its tests, and in CI a
skip is a failure.
"""

import os
import shutil
import subprocess
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

IS_CI = os.environ.get("CI") == "true"

QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
"""How Chromium is started: it works as root in a container and talks to our server only."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A program that tests need and that is not a Python package."""

    name: str
    find: Callable[[], Path | None]
    packages: tuple[str, ...]


def find_chromium() -> Path | None:
    """Return the browser, under whatever name it is installed."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((Path(found) for name in names if (found := shutil.which(name))), None)


def find_vietnamese_font() -> Path | None:
    """Return a font with all Vietnamese letters: without one, screenshots show boxes."""
    if not (program := shutil.which("fc-list")):
        return None
    listed = subprocess.run(
        [program, ":lang=vi", "file"], capture_output=True, text=True, check=False
    ).stdout
    return Path(listed.split(":")[0].strip()) if listed.strip() else None


def find_postgresql() -> Path | None:
    """Return the folder of ``initdb`` and ``pg_ctl``, which Debian keeps off the PATH."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return versions[-1].parent if versions else None


def find_openssl() -> Path | None:
    """Return the program that makes the certificates of the servers that tests start."""
    found = shutil.which("openssl")
    return Path(found) if found else None


def find_slapd() -> Path | None:
    """Return the directory server, which Debian keeps where only root looks."""
    found = shutil.which("slapd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/libexec")
    return Path(found) if found else None


def find_compiler() -> Path | None:
    """Return the compiler of the library that speaks LDAP: it comes as source."""
    found = shutil.which("gcc") or shutil.which("cc")
    return Path(found) if found else None


def find_python_headers() -> Path | None:
    """Return the headers of the Python that asks."""
    return _first_of(f"{sysconfig.get_path('include')}/Python.h")


def find_ldap_headers() -> Path | None:
    """Return the headers of the library that speaks LDAP."""
    return _first_of("/usr/include/lber.h", "/usr/local/include/lber.h")


def find_sasl_headers() -> Path | None:
    """Return the headers that those of LDAP need."""
    return _first_of("/usr/include/sasl/sasl.h", "/usr/local/include/sasl/sasl.h")


def _first_of(*places: str) -> Path | None:
    return next((Path(place) for place in places if Path(place).exists()), None)


BUILD_TOOLS = (
    Tool("a C compiler", find_compiler, ("gcc", "libc6-dev")),
    Tool("the headers of Python", find_python_headers, ("python3-dev",)),
    Tool("the headers of LDAP", find_ldap_headers, ("libldap-dev",)),
    Tool("the headers of SASL", find_sasl_headers, ("libsasl2-dev",)),
)
"""What building the developers' environment needs; running the system needs none of it."""

TOOLS = (
    Tool("Chromium", find_chromium, ("chromium",)),
    Tool("a Vietnamese font", find_vietnamese_font, ("fontconfig", "fonts-noto-core")),
    Tool("PostgreSQL", find_postgresql, ("postgresql",)),
    Tool("OpenSSL", find_openssl, ("openssl",)),
    Tool("slapd", find_slapd, ("slapd",)),
)
