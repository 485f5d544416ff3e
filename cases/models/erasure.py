"""An erasure that was carried out, until everything beside the database has followed."""

from datetime import datetime

from sqlalchemy import Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Instant, Table

_UNFINISHED = text("finished_at IS NULL")


class Erasure(Table):
    """What was erased, by ids; the same stands in the list outside the database.

    Attributes:
        id: Random, so that it means the same after a restoration.
        because: ``denunciation``, ``split``, ``secrecy``.
        records: JSON: table -> ids.
        left_over: JSON: hashes of files and tokens of exports that may still lie on the disk.
        finished_at: The disk has followed.
    """

    __tablename__ = "erasure"
    __table_args__ = (
        Index(
            "ix_erasure_unfinished",
            "at",
            sqlite_where=_UNFINISHED,
            postgresql_where=_UNFINISHED,
        ),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    because: Mapped[str] = mapped_column(String(20))
    records: Mapped[str] = mapped_column(Text)
    left_over: Mapped[str] = mapped_column(Text)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
