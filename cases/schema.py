"""Brings the database to the newest schema."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from cases.database import Database
from cases.turns import take_turn_on

SEARCH_INDEX = "search_word"
"""The full-text index: on SQLite some tables, on PostgreSQL a column and an index."""

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def upgrade(database: Database, revision: str = "head") -> None:
    """Apply all migrations up to ``revision`` in one transaction.

    Two processes may be started together: the second one waits, and finds nothing to do.
    """
    config = _config()
    with _alone(database) as connection:
        take_turn_on(connection, "migrations")
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def downgrade(database: Database, revision: str) -> None:
    """Undo the migrations after ``revision``; ``base`` undoes all."""
    config = _config()
    with _alone(database) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


@contextmanager
def _alone(database: Database) -> Iterator[Connection]:
    """Begin before Alembic looks: it commits each migration by itself where nobody has begun."""
    with (
        database.engine.connect().execution_options(donthu_immediate=True) as connection,
        connection.begin(),
    ):
        yield connection


def is_current(database: Database) -> bool:
    """Tell whether the database has the newest schema."""
    newest = ScriptDirectory.from_config(_config()).get_current_head()
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest


def is_ours(name: str | None, _kind: str, _of: Any) -> bool:  # noqa: ANN401 - alembic's own
    """Tell whether a thing of the database has a model; the full-text index has none."""
    return not (name or "").startswith(SEARCH_INDEX)
