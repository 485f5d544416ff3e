"""A database of each kind, with and without tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cases import schema
from cases.database import Database
from tests.cases import installations

KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without tables."""
    with _empty(request, tmp_path) as database:
        yield database


@pytest.fixture(scope="module", params=KINDS)
def migrated(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """A database after all migrations, to look at."""
    with _empty(request, tmp_path_factory.mktemp("migrated")) as database:
        schema.upgrade(database)
        yield database


@contextmanager
def _empty(request: pytest.FixtureRequest, folder: Path) -> Iterator[Database]:
    if request.param == "postgresql":
        with installations.empty_database(request.getfixturevalue("postgresql_url")) as database:
            yield database
    else:
        database = Database(f"sqlite:///{folder / 'empty.sqlite3'}")
        yield database
        database.close()
