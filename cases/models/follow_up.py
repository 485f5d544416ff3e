"""What a decision led to for people: discipline, referral to investigators, prosecution."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Table


class FollowUp(Table):
    """Append-only numbers; never a name. ``officials`` are those of the persons who hold office.

    A corrected report is followed by a row with the difference, which may be negative.

    Attributes:
        kind: ``disciplined`` (đã xử lý hành chính), ``referred`` (chuyển cơ quan điều tra),
            ``prosecuted`` (đã khởi tố).
        cases: Criminal cases (vụ) of a referral or prosecution.
    """

    __tablename__ = "follow_up"
    __table_args__ = (
        CheckConstraint("kind IN ('disciplined', 'referred', 'prosecuted')", name="kind_known"),
        Index("ix_follow_up_case_id", "case_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    step_id: Mapped[int] = mapped_column(ForeignKey("case_step.id"))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    occurred_on: Mapped[date]
    kind: Mapped[str] = mapped_column(String(20))
    cases: Mapped[int] = mapped_column(default=0)
    persons: Mapped[int] = mapped_column(default=0)
    officials: Mapped[int] = mapped_column(default=0)
    organisations: Mapped[int] = mapped_column(default=0)
