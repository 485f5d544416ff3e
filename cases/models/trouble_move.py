"""What became of a trouble report, step by step."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table


class TroubleMove(Table):
    """A report came into a state, with what was written to it; only added to."""

    __tablename__ = "trouble_move"
    __table_args__ = (
        CheckConstraint(
            "state IN ('received', 'in_work', 'answered', 'closed', 'reopened')",
            name="state_known",
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("trouble_report.id"), index=True)
    state: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    moved_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    moved_at: Mapped[datetime] = mapped_column(Instant, index=True)
