"""Opens the database and draws the transaction boundary."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from sqlalchemy import Engine, MetaData, create_engine, event, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from cases import models
from cases.models.declarative import Table

Transaction = Session
"""What actions and queries are given; only this module begins and ends one."""

BUSY_TIMEOUT_MS = 10_000


def _every_table() -> MetaData:
    for module in iter_modules(models.__path__):
        import_module(f"{models.__name__}.{module.name}")
    return Table.metadata


METADATA = _every_table()


class Database:
    """Hands out one transaction per unit of work, on SQLite or PostgreSQL."""

    def __init__(self, url: str) -> None:
        """Prepare connections to ``url``; nothing is opened yet."""
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = (
            _sqlite_engine(url)
            if self.is_sqlite
            else create_engine(url, pool_size=10, hide_parameters=True)
        )

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Commit once if the block ends, roll back if it raises. Nobody else commits.

        On SQLite the write lock is taken at the start, so that a transaction never has to be
        given up half way because another one wrote first.
        """
        with Session(self.engine, expire_on_commit=False, autoflush=False) as session:
            try:
                if self.is_sqlite:
                    session.connection(execution_options={"donthu_immediate": True})
                yield session
            except BaseException:
                session.rollback()
                raise
            session.commit()

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """Give a consistent view; whatever is changed in it is lost."""
        with Session(self.engine, expire_on_commit=False, autoflush=False) as session:
            yield session

    def truncate_log(self) -> None:
        """Empty SQLite's write-ahead log after an erasure, so that nothing erased lingers in it."""
        if self.is_sqlite:
            with self.engine.connect() as connection:
                connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def rewrite(self) -> None:
        """Write SQLite's file anew, without what its pages have kept of erased values."""
        if self.is_sqlite:
            with self.engine.connect() as connection:
                connection.connection.cursor().execute("VACUUM")
            self.truncate_log()

    def write_anew(self) -> None:
        """Write SQLite's file anew, so that nothing erased lingers between its rows.

        Deleted rows are overwritten (``secure_delete``), but a row that SQLite has once moved
        from page to page leaves its bytes where it stood. It takes about a second for 100 MB, and
        writers wait meanwhile.
        """
        if self.is_sqlite:
            with self.engine.connect() as connection:
                connection.connection.cursor().execute("VACUUM")
            self.truncate_log()

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _sqlite_engine(url: str) -> Engine:
    engine = create_engine(
        url, poolclass=QueuePool, pool_size=16, max_overflow=16, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:  # noqa: ANN401
        connection.isolation_level = None  # the driver must not begin transactions on its own
        cursor = connection.cursor()
        for pragma in (
            f"busy_timeout={BUSY_TIMEOUT_MS}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "recursive_triggers=ON",  # REPLACE fires the triggers that keep history, too
            "secure_delete=ON",
            "temp_store=MEMORY",
            "cache_size=-32000",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:  # noqa: ANN401
        immediate = connection.get_execution_options().get("donthu_immediate", False)
        words = "BEGIN IMMEDIATE" if immediate else "BEGIN"
        try:
            # Past SQLAlchemy, as the drivers of other databases begin by themselves.
            connection.connection.dbapi_connection.execute(words)
        except sqlite3.Error as error:
            raise OperationalError(words, None, error) from error

    return engine
