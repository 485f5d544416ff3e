"""What every test stands on: a clean environment and the programs found on this machine."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests import tools
from tests.postgresql import temporary_server

# A developer's own settings must not decide what a test sees.
for name in [name for name in os.environ if name.startswith("DONTHU_") or name == "PORT"]:
    del os.environ[name]
os.environ["DONTHU_ENV"] = "test"

# The same examples in every run: a red test is red for everybody.
settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.load_profile("repeatable")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Share groups out, not classes, where ``make test`` asks for scopes."""
    if config.getoption("dist") != "loadscope":
        return None
    from tests.sharing_out import SharedOut  # noqa: PLC0415 - only the first process shares out

    return SharedOut(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the processes of a parallel run begin with what takes longest."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        from tests.sharing_out import longest_first  # noqa: PLC0415 - only processes need it

        longest_first(items)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say why a run in CI fails although no test did."""
    if tools.IS_CI and terminalreporter.stats.get("skipped"):
        terminalreporter.write_line("A skipped test is a failure in CI.", red=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Count a skipped test as a failure in CI."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if tools.IS_CI and reporter and reporter.stats.get("skipped") and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser to drive; its tests carry the mark ``browser``."""
    return tools.find_chromium() or pytest.skip("needs Chromium: make test-tools")


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Any]:
    """A running Chromium: one for all tests, because a process can drive only one at a time."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - most runs need no browser

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=tools.QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The address of an empty PostgreSQL database that lives as long as the test run."""
    programs = tools.find_postgresql() or pytest.skip("needs PostgreSQL: make test-tools")
    with temporary_server(programs) as url:
        yield url


@pytest.fixture(scope="session")
def running_slapd() -> Iterator[Any]:
    """A directory server that lives as long as the test run."""
    program = tools.find_slapd() or pytest.skip("needs slapd: make test-tools")
    from tests.slapd import running  # noqa: PLC0415 - its library is there for developers only

    with running(program) as slapd:
        yield slapd


@pytest.fixture
def slapd(running_slapd: Any) -> Any:
    """The directory server, running and with nobody in it."""
    running_slapd.begin()
    return running_slapd
