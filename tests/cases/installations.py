"""Offices for tests: installed once a test run on each kind of database, then copied."""

import atexit
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url, text
from sqlalchemy.pool import NullPool

from cases.actions.create_account import create_account
from cases.actions.create_unit import create_unit
from cases.actor import Actor
from cases.database import Database
from cases.demo.people import PEOPLE, WARD, create_people
from cases.installation import init
from cases.office import Office, open_office
from cases.queries.actors import actor_of
from cases.versions import version_on
from config.clock import TIME_ZONE, FixedClock
from config.settings import read_settings

LONG_AGO = datetime(2010, 1, 4, 8, tzinfo=TIME_ZONE)
USUAL_DAY = datetime(2026, 8, 26, 10, tzinfo=TIME_ZONE)

OTHER_WARD = "mau-binh"
STAFF = ("registrar", "petition_officer", "section_head", "head", "verifier")

_numbers = count(1)

# Whether on SQLite, and whose staff -> the people as they were installed.
_people: dict[tuple[bool, str], Mapping[str, Actor]] = {}

# Used again by the next test: a new engine would have to compile every statement anew.
_free_on_sqlite: list[Database] = []
_free_on_postgresql: list[Database] = []


@cache
def installed_on_sqlite() -> Office:
    """Install an office with its people in a file of its own."""
    folder = TemporaryDirectory(prefix="donthu-office-")
    atexit.register(folder.cleanup)
    url = f"sqlite:///{folder.name}/donthu.sqlite3"
    return _installed(url, Path(folder.name))


@cache
def installed_on_postgresql(server: str) -> Office:
    """Install an office in a database of its own on the given server."""
    folder = TemporaryDirectory(prefix="donthu-office-")
    atexit.register(folder.cleanup)
    _on_server(server, "CREATE DATABASE donthu_installed")
    url = make_url(server).set(database="donthu_installed")
    return _installed(url.render_as_string(hide_password=False), Path(folder.name))


@contextmanager
def sqlite_office(folder: Path) -> Iterator[Office]:
    """Copy the office installed on SQLite; whatever is written beside it goes to ``folder``."""
    installed = installed_on_sqlite()
    database = _free_on_sqlite.pop() if _free_on_sqlite else _new_on_sqlite()
    place = str(database.url.database)
    for name in (f"{place}-wal", f"{place}-shm"):
        Path(name).unlink(missing_ok=True)
    shutil.copy(str(installed.database.url.database), place)
    try:
        yield _copied(installed, database, folder)
    finally:
        # A connection that somebody still holds would write into the next test's copy.
        in_use = database.engine.pool.checkedout()  # type: ignore[attr-defined]
        database.close()
        if not in_use:
            _free_on_sqlite.append(database)


@contextmanager
def postgresql_office(server: str, folder: Path) -> Iterator[Office]:
    """Copy the office installed on PostgreSQL; files go to ``folder``."""
    installed = installed_on_postgresql(server)
    database = _free_on_postgresql.pop() if _free_on_postgresql else _new_on_postgresql(server)
    _copy_on_server(server, "donthu_installed", str(database.url.database))
    try:
        yield _copied(installed, database, folder)
    finally:
        database.close()
        _free_on_postgresql.append(database)


@contextmanager
def empty_database(server: str) -> Iterator[Database]:
    """Make a database without tables on the given PostgreSQL server."""
    name = f"donthu_{next(_numbers)}"
    _on_server(server, f"CREATE DATABASE {name}")
    database = Database(make_url(server).set(database=name).render_as_string(hide_password=False))
    try:
        yield database
    finally:
        database.close()
        _on_server(server, f"DROP DATABASE {name} WITH (FORCE)")


def ward_people(office: Office) -> Mapping[str, Actor]:
    """Return the people of the demo office by role."""
    with office.database.reading() as tx:
        return {
            role: actor_of(tx, office, email=_address(office, person.mailbox))
            for person in PEOPLE
            for role in person.roles
        }


def other_people(office: Office, place: str) -> Mapping[str, Actor]:
    """Return by role the staff of the other ward, or a second staff of the same one."""
    with office.database.reading() as tx:
        return {
            role: actor_of(tx, office, email=_address(office, f"{role}.{place}")) for role in STAFF
        }


def people_as_installed(office: Office, place: str = "") -> Mapping[str, Actor]:
    """Return what ``ward_people``, or ``other_people`` of a place, say of a fresh copy.

    They are read once for all copies: asking anew takes as long as registering a petition.
    """
    return dict(_people[office.database.is_sqlite, place])


def _installed(url: str, folder: Path) -> Office:
    environ = {"DONTHU_ENV": "test", "DONTHU_VAR": str(folder), "DONTHU_DATABASE_URL": url}
    office = open_office(read_settings(environ), FixedClock(LONG_AGO))
    init(office)
    create_people(office)
    with office.database.writing() as tx:
        create_unit(tx, office, None, code=OTHER_WARD, name="UBND phường Mẫu Bình", kind="ward")
        for unit in (OTHER_WARD, WARD):
            for role in STAFF:
                create_account(
                    tx,
                    office,
                    None,
                    email=_address(office, f"{role}.{unit}"),
                    full_name=f"Người Mẫu {role} {unit}",
                    unit_code=unit,
                    roles=(role,),
                    request_document="01/ĐN-MẪU",
                )
    _read_ahead(office)
    _people[office.database.is_sqlite, ""] = ward_people(office)
    for unit in (OTHER_WARD, WARD):
        _people[office.database.is_sqlite, unit] = other_people(office, unit)
    office.database.truncate_log()
    office.database.close()
    return office


def _read_ahead(office: Office) -> None:
    """Parse the versions once for all copies."""
    with office.database.reading() as tx:
        office.rules(tx)
        for procedure in ("triage", "complaint_first"):
            for day in (LONG_AGO, USUAL_DAY):
                version = office.version(tx, version_on(tx, procedure, day.date()).id)
                assert version.procedure.steps
                assert version.forms


def _new_on_sqlite() -> Database:
    folder = TemporaryDirectory(prefix="donthu-office-")
    atexit.register(folder.cleanup)
    database = Database(f"sqlite:///{folder.name}/donthu.sqlite3")
    event.listen(database.engine, "connect", _do_not_wait_for_the_disk)
    return database


def _new_on_postgresql(server: str) -> Database:
    url = make_url(server).set(database=f"donthu_{next(_numbers)}")
    return Database(url.render_as_string(hide_password=False))


def _copied(installed: Office, database: Database, folder: Path) -> Office:
    return Office(
        **vars(installed)
        | {
            "settings": replace(
                installed.settings,
                var=folder,
                journal_keys=folder / "keys" / "journal",
                journal_heads=folder / "journal-heads.jsonl",
                erasures=folder / "erasures.jsonl",
                database_url=database.url.render_as_string(hide_password=False),
            ),
            "database": database,
            "clock": FixedClock(USUAL_DAY),
            "_versions": dict(vars(installed)["_versions"]),
        }
    )


def _address(office: Office, mailbox: str) -> str:
    return f"{mailbox}@{office.settings.email_domain}"


def _do_not_wait_for_the_disk(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous=OFF")


def _on_server(server: str, statement: str) -> None:
    with _server(server).connect() as connection:
        connection.execute(text(statement))


def _copy_on_server(server: str, original: str, copy: str) -> None:
    """Copy a small database: by its files, which newer servers do only when they are told."""
    with _server(server).connect() as connection:
        how = " STRATEGY file_copy" if connection.dialect.server_version_info >= (15,) else ""  # type: ignore[operator]
        connection.execute(text(f"DROP DATABASE IF EXISTS {copy} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {copy} TEMPLATE {original}{how}"))


@cache
def _server(server: str) -> Engine:
    return create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
