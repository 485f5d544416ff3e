"""An empty database of each kind."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cases.database import Database
from tests.cases import installations


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without tables."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
        yield database
        database.close()
    else:
        with installations.empty_database(request.getfixturevalue("postgresql_url")) as database:
            yield database
