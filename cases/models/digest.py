"""The morning digest of one person: what was late or nearly due when the day began."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table


class Digest(Table):
    """One person, one day. Holds codes, names of steps, dates and counts; no personal value.

    ``lines`` is JSON (``cases.digest_lines``), ``unit_names`` says whose work is counted besides
    the person's own.
    """

    __tablename__ = "digest"
    __table_args__ = (UniqueConstraint("account_id", "day"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    day: Mapped[date] = mapped_column(index=True)
    written_at: Mapped[datetime] = mapped_column(Instant)
    unit_names: Mapped[str] = mapped_column(String(500), default="")
    late: Mapped[int]
    due_today: Mapped[int]
    due_soon: Mapped[int]
    lines: Mapped[str] = mapped_column(Text)
    hidden_at: Mapped[datetime | None] = mapped_column(Instant)
