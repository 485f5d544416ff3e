"""Installations without people, on whatever day."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from cases import demo
from cases.installation import init
from cases.office import Office, open_office
from config.clock import TIME_ZONE, FixedClock
from config.settings import read_settings
from tests.cases.demo.built import DAYS_OFF, FIRST_DAY_AFTER_TET, THURSDAY, WORKING_DAYS, Built


def at(text: str) -> datetime:
    """An instant in the office: ``at("2026-11-26 09:00")``."""
    return datetime.fromisoformat(text).replace(tzinfo=TIME_ZONE)


def open_at(folder: Path, now: str) -> Office:
    """Open the installation in ``folder`` with its clock at ``now``."""
    environ = {"DONTHU_ENV": "test", "DONTHU_VAR": str(folder)}
    return open_office(read_settings(environ), FixedClock(at(now)))


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an installation that has been set up and nothing more."""
    folder = tmp_path_factory.mktemp("installation")
    office = open_at(folder, "2026-01-01 00:00")
    init(office)
    office.database.truncate_log()
    office.database.close()
    return folder


@pytest.fixture(scope="session")
def empty_office(
    installation: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Office]]:
    """Copies of the installation: ``empty_office("2026-11-26 09:00")``."""
    opened = []

    def copy(now: str) -> Office:
        folder = tmp_path_factory.mktemp("office")
        shutil.copytree(installation, folder, dirs_exist_ok=True)
        office = open_at(folder, now)
        opened.append(office)
        return office

    yield copy
    for office in opened:
        office.database.close()


@pytest.fixture(scope="session")
def build(empty_office):
    """The office of a day, built once: ``build(THURSDAY)``."""
    known = {}

    def build_once(now: str) -> Built:
        if now not in known:
            office = empty_office(now)
            made = demo.build(office)
            known[now] = Built(office, made)
        return known[now]

    return build_once


@pytest.fixture
def built(build) -> Built:
    return build(THURSDAY)


@pytest.fixture(params=(*WORKING_DAYS, FIRST_DAY_AFTER_TET, *DAYS_OFF))
def any_day(request, build) -> Built:
    return build(request.param)
