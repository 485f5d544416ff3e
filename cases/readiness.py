"""Tells whether an installation can be worked with, before anything tries."""

from enum import StrEnum
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from cases.office import Office
from cases.schema_revision import current_revision, is_known, is_newest


class Readiness(StrEnum):
    """What the database of an installation is like.

    ``OLDER`` and ``NEWER`` compare its schema with the one this program knows.
    """

    READY = "ready"
    ABSENT = "absent"
    OLDER = "older"
    NEWER = "newer"
    UNREACHABLE = "unreachable"


def readiness(office: Office) -> Readiness:
    """Look at the database without changing anything, or making an empty one."""
    database = office.database
    if database.is_sqlite and not Path(database.url.database or "").is_file():
        return Readiness.ABSENT
    try:
        revision = current_revision(database)
    except SQLAlchemyError:
        return Readiness.UNREACHABLE
    if revision is None:
        return Readiness.ABSENT
    if is_newest(revision):
        return Readiness.READY
    return Readiness.OLDER if is_known(revision) else Readiness.NEWER
