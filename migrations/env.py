"""Runs the migrations on the connection it is given, or on the configured database."""

import os

from alembic import context
from sqlalchemy import Connection

from cases.database import METADATA, Database
from cases.schema import is_ours
from config.settings import read_settings


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        include_name=is_ours,
    )
    with context.begin_transaction():
        context.run_migrations()


def _main() -> None:
    given = context.config.attributes.get("connection")
    if given is not None:
        _run(given)
        return
    database = Database(read_settings(os.environ).database_url)
    with database.engine.connect() as connection:
        _run(connection)
        connection.commit()


_main()
