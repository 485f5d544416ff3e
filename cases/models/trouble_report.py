"""What somebody told of the system itself: that it failed, is slow, is not understood."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table

_OPEN = text("state <> 'closed'")


class TroubleReport(Table):
    """One report (regulation Art 15(2)e, 16(2)): page and time, but nothing of a case.

    Attributes:
        unit_id: Unit whose IT person and head are told; ``None`` for people without a unit.
        endpoint: Name of the page in the program.
        page: Address of the page as the program knows it, places of codes and numbers left open.
        reference: Code under which an error stands in the log.
        version: Of the program, when it was reported.
        text: What happened; looked through for people and codes before it is kept.
    """

    __tablename__ = "trouble_report"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('blocked', 'wrong', 'slow', 'help', 'security')", name="kind_known"
        ),
        CheckConstraint(
            "state IN ('received', 'in_work', 'answered', 'closed', 'reopened')",
            name="state_known",
        ),
        Index("ix_trouble_report_open", "unit_id", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    reported_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    reported_at: Mapped[datetime] = mapped_column(Instant)
    endpoint: Mapped[str] = mapped_column(String(80))
    page: Mapped[str] = mapped_column(String(200))
    reference: Mapped[str] = mapped_column(String(20))
    version: Mapped[str] = mapped_column(String(40))
    browser: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
