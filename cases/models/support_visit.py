"""A visit of unit IT staff to the screens of their unit."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table

_RUNNING = text("ended_at IS NULL")


class SupportVisit(Table):
    """One visit (regulation Art 16(1)): from its beginning until ``ended_at``, at most ``ends_at``.

    Attributes:
        reason: Why; looked through for people and codes before it is kept.
        ends_at: When it is over by itself.
        ended_at: When the person ended it before; empty when it ran out, or runs.
    """

    __tablename__ = "support_visit"
    __table_args__ = (
        CheckConstraint("ends_at > began_at", name="in_order"),
        Index(
            "ix_support_visit_running",
            "account_id",
            sqlite_where=_RUNNING,
            postgresql_where=_RUNNING,
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    began_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
