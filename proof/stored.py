"""Reads the journal as it lies in SQLite or PostgreSQL, row by row, from one moment."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from importlib import import_module
from itertools import islice
from typing import Any, Protocol
from urllib.parse import unquote

from proof.chain import ENTRY_COLUMNS, select_list

SEAL_COLUMNS = ("number", "key_id", "sealed_at", "seal", "entry_id")
ROWS_AT_ONCE = 2000

Row = Sequence[Any]


class UnreadableError(Exception):
    """The database cannot be read; the message says why, in Vietnamese."""


class Stored(Protocol):
    """An open journal."""

    is_sqlite: bool

    def rows(self, statement: str) -> Iterator[Row]:
        """Yield what a SELECT answers, a few at a time."""


@contextmanager
def open_journal(url: str) -> Iterator[Stored]:
    """Open the database at an address as SQLAlchemy writes it, for reading only.

    Raises:
        UnreadableError: It cannot be opened, or holds no journal.
    """
    scheme, _, place = url.partition("://")
    if scheme.startswith("sqlite"):
        with closing(_sqlite(unquote(place.removeprefix("/").partition("?")[0]))) as connection:
            connection.execute("BEGIN")
            yield OnSqlite(connection)
            return
    with _postgresql(f"postgresql://{place}") as connection:
        yield _OnPostgresql(connection)


def sealed(stored: Stored, after: int) -> Iterator[Row]:
    """Yield seals with their entries in the order of their numbers, those after ``after``."""
    seals = select_list(SEAL_COLUMNS, "s", is_sqlite=stored.is_sqlite)
    entry = select_list(ENTRY_COLUMNS, "e", is_sqlite=stored.is_sqlite)
    return stored.rows(
        f"SELECT {seals}, {entry} FROM journal_seal s"  # noqa: S608 - names only
        " LEFT JOIN journal_entry e ON e.id = s.entry_id"
        f" WHERE s.number > {after:d} ORDER BY s.number"
    )


def unsealed(stored: Stored) -> Iterator[Row]:
    """Yield id, instant and whether it waits for its seal, of every entry without one."""
    written_at = select_list(("written_at",), "e", is_sqlite=stored.is_sqlite)
    return stored.rows(
        f"SELECT e.id, {written_at}, w.entry_id IS NOT NULL FROM journal_entry e"  # noqa: S608
        " LEFT JOIN journal_seal s ON s.entry_id = e.id"
        " LEFT JOIN journal_unsealed w ON w.entry_id = e.id"
        " WHERE s.entry_id IS NULL ORDER BY e.id"
    )


def lost(stored: Stored) -> Iterator[Row]:
    """Yield the id of every entry that waited for its seal and is gone."""
    return stored.rows(
        "SELECT w.entry_id FROM journal_unsealed w"
        " LEFT JOIN journal_entry e ON e.id = w.entry_id WHERE e.id IS NULL ORDER BY w.entry_id"
    )


class OnSqlite:
    """A journal in a SQLite file."""

    is_sqlite = True

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read through a connection that is open already."""
        self._connection = connection

    def rows(self, statement: str) -> Iterator[Row]:
        """Yield what a SELECT answers."""
        seen = 0
        try:
            for seen, row in enumerate(self._connection.execute(statement), start=1):  # noqa: B007
                yield row
        except sqlite3.OperationalError as error:
            if "decode" not in str(error):
                raise UnreadableError(_problem(error)) from error
            yield from self._rows_with_bytes(statement, seen)
        except sqlite3.Error as error:
            raise UnreadableError(_problem(error)) from error

    def _rows_with_bytes(self, statement: str, seen: int) -> Iterator[Row]:
        """Go on where bytes are no text: they do not end the check, they are a finding."""
        self._connection.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
        yield from islice(self._connection.execute(statement), seen, None)


class _OnPostgresql:
    """A journal on a PostgreSQL server, read through cursors that stay there."""

    is_sqlite = False

    def __init__(self, connection: Any) -> None:  # noqa: ANN401 - the driver is loaded late
        self._connection = connection

    def rows(self, statement: str) -> Iterator[Row]:
        """Yield what a SELECT answers."""
        psycopg = _driver()
        try:
            with self._connection.cursor(name="journal") as cursor:
                cursor.itersize = ROWS_AT_ONCE
                cursor.execute(statement)
                yield from cursor
        except psycopg.Error as error:
            raise UnreadableError(_problem(error)) from error


def _sqlite(path: str) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)
    except sqlite3.Error as error:
        raise UnreadableError(_problem(error)) from error
    return connection


@contextmanager
def _postgresql(url: str) -> Iterator[Any]:
    psycopg = _driver()
    try:
        connection = psycopg.connect(url)
    except psycopg.Error as error:
        raise UnreadableError(_problem(error)) from error
    with closing(connection):
        connection.read_only = True
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        yield connection


def _driver() -> Any:  # noqa: ANN401 - nobody needs it who uses SQLite
    return import_module("psycopg")


def _problem(error: Exception) -> str:
    return f"Không đọc được nhật ký trong cơ sở dữ liệu ({type(error).__name__})."
