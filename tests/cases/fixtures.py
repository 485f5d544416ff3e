"""The domain nouns that tests of several folders stand on."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cases.actor import Actor
from cases.demo.people import WARD
from cases.office import Office
from tests.cases import installations
from tests.cases.matter import Complaint

__all__ = [
    "accepted_complaint",
    "colleagues",
    "complaint",
    "office",
    "on_both_databases",
    "on_postgresql",
    "opened_complaint",
    "people",
    "register_complaint",
    "strangers",
]

on_both_databases = pytest.mark.parametrize(
    "office", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)], indirect=True
)
"""Marks what must hold on SQLite and on PostgreSQL."""

on_postgresql = pytest.mark.parametrize(
    "office", [pytest.param("postgresql", marks=pytest.mark.slow)], indirect=True
)
"""Marks what only PostgreSQL can do."""


@pytest.fixture
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """An installed office with its people, on Wednesday 26/08/2026 at 10:00."""
    if getattr(request, "param", "sqlite") == "sqlite":
        with installations.sqlite_office(tmp_path) as office:
            yield office
    else:
        server = request.getfixturevalue("postgresql_url")
        with installations.postgresql_office(server, tmp_path) as office:
            yield office


@pytest.fixture
def people(office: Office) -> Mapping[str, Actor]:
    """The people of the ward, the inspectorate and the operator, by role."""
    return installations.people_as_installed(office)


@pytest.fixture
def colleagues(office: Office) -> Mapping[str, Actor]:
    """A second person of the same ward for each role that works on complaints."""
    return installations.people_as_installed(office, WARD)


@pytest.fixture
def strangers(office: Office) -> Mapping[str, Actor]:
    """The staff of another ward, by role."""
    return installations.people_as_installed(office, installations.OTHER_WARD)


@pytest.fixture
def register_complaint(office: Office, people: Mapping[str, Actor]) -> Any:
    """Enter a complaint: ``register_complaint(date(2026, 8, 17))``."""

    def register(received_on: date | None = None, **typed: Any) -> Complaint:
        return Complaint.register(office, people, received_on=received_on, **typed)

    return register


@pytest.fixture
def complaint(register_complaint: Any) -> Complaint:
    """A complaint that was received and registered today; triage has not opened its case yet."""
    return register_complaint()


@pytest.fixture
def opened_complaint(complaint: Complaint) -> Complaint:
    """A complaint that was received today, whose case waits for the head to accept it."""
    return complaint.go_to("accept")


@pytest.fixture
def accepted_complaint(complaint: Complaint) -> Complaint:
    """A complaint that was received, and accepted, today."""
    return complaint.go_to("assign_verification")
