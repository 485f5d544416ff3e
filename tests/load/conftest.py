"""An installation of its own for each test, on the clock that other processes read too."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.prepared_office import PreparedOffice, prepared_office


@pytest.fixture
def prepared(tmp_path: Path) -> Iterator[PreparedOffice]:
    """An office on SQLite with its people, which another process can open as well."""
    with prepared_office(tmp_path) as prepared:
        yield prepared
