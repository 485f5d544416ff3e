"""Copies a whole database out into one file and back in, while others use it."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL

from cases.backup_archive import BackupError
from cases.database import Database

SQLITE_MEMBER = "donthu.sqlite3"
POSTGRESQL_MEMBER = "donthu.pgdump"


def member_name(database: Database) -> str:
    """Return what a copy of this kind of database is called."""
    return SQLITE_MEMBER if database.is_sqlite else POSTGRESQL_MEMBER


def copy_out(database: Database, target: Path) -> None:
    """Write one consistent copy; who writes meanwhile neither waits nor is half in it.

    Raises:
        BackupError: The copy is unsound, or ``pg_dump`` is missing or fails.
    """
    if not database.is_sqlite:
        options = ("--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
        _run_postgresql("pg_dump", *options, url=database.url)
        return
    with database.engine.connect() as connection, closing(sqlite3.connect(target)) as copy:
        _driver(connection.connection.driver_connection).backup(copy)
        # What lingers between the rows of the original does not go out with the copy.
        copy.execute("VACUUM")
        # One file that needs no log beside it.
        copy.execute("PRAGMA journal_mode=DELETE")
        _check(copy)


def copy_in(database: Database, source: Path) -> None:
    """Replace all that the database holds, in one transaction.

    Raises:
        BackupError: The copy is unsound, or ``pg_restore`` is missing or fails.
    """
    if not database.is_sqlite:
        options = ("--clean", "--if-exists", "--no-owner", "--no-privileges")
        whole = ("--single-transaction", "--exit-on-error")
        _run_postgresql("pg_restore", *options, *whole, str(source), url=database.url)
        return
    with database.engine.connect() as connection, closing(sqlite3.connect(source)) as copy:
        _check(copy)
        copy.backup(_driver(connection.connection.driver_connection))
    database.close()  # what a connection remembers of the former content is gone


def _driver(connection: object) -> sqlite3.Connection:
    if not isinstance(connection, sqlite3.Connection):
        raise TypeError(connection)
    return connection


def _check(copy: sqlite3.Connection) -> None:
    try:
        found = copy.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        message = "Cơ sở dữ liệu trong bản sao lưu không đọc được."
        raise BackupError(message) from error
    if found != ("ok",):
        message = f"Cơ sở dữ liệu bị hỏng: {found[0]}"
        raise BackupError(message)


def _run_postgresql(program: str, *options: str, url: URL) -> None:
    path = shutil.which(program)
    if path is None:
        message = (
            f"Cần chương trình {program} của PostgreSQL; cài gói postgresql-client rồi chạy lại."
        )
        raise BackupError(message)
    # The password goes through the environment: arguments are seen by everybody on the machine.
    environment = {**os.environ, "PGPASSWORD": str(url.password)} if url.password else None
    done = subprocess.run(  # noqa: S603 - a program found on the PATH, no shell
        [path, *options, f"--dbname={_address(url)}"],
        check=False,
        capture_output=True,
        text=True,
        env=environment,
    )
    if done.returncode:
        message = f"{program} không thành công: {done.stderr.strip() or done.returncode}"
        raise BackupError(message)


def _address(url: URL) -> str:
    """Write where the database is, without the password, as PostgreSQL's own programs read it."""
    parts = {
        "host": url.host,
        "port": url.port,
        "user": url.username,
        "dbname": url.database,
        **url.query,
    }
    return " ".join(f"{name}={_quoted(str(value))}" for name, value in parts.items() if value)


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
