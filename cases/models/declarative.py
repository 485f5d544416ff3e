"""The base of all tables, and how instants are stored."""

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, MetaData
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from config.clock import TIME_ZONE

Id = BigInteger().with_variant(Integer, "sqlite")
"""Row ids: SQLite only counts up by itself in a column of type INTEGER."""

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


TOLD: Mapping[str, bool] = MappingProxyType({"told": True})
"""Marks a column of text that names nobody, so that the journal tells it before and after."""


class Instant(TypeDecorator[datetime]):
    """An aware instant: UTC in the database, office time in Python."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:  # noqa: ANN401
        """Store UTC; SQLite has no zone, so it gets the naive UTC value."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "an instant must carry its time zone"
            raise ValueError(msg)
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ANN401, ARG002
        """Answer in office time."""
        if value is None:
            return None
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)
        return aware.astimezone(TIME_ZONE)  # type: ignore[no-any-return]


class Table(DeclarativeBase):
    """Base of every table."""

    metadata = MetaData(naming_convention=NAMING)
