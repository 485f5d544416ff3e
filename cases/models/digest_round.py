"""The days whose digests are all written."""

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Instant, Table


class DigestRound(Table):
    """A finished morning: whoever has no digest of that day had nothing due."""

    __tablename__ = "digest_round"

    day: Mapped[date] = mapped_column(primary_key=True)
    finished_at: Mapped[datetime] = mapped_column(Instant)
