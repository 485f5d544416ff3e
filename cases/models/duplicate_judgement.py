"""What somebody decided about two petitions: the same one (đơn trùng), or not."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table


class DuplicateJudgement(Table):
    """One decision about ``petition_id``. Only added to: of two about one pair the later counts."""

    __tablename__ = "duplicate_judgement"
    __table_args__ = (CheckConstraint("petition_id <> other_id", name="of_two"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    petition_id: Mapped[int] = mapped_column(ForeignKey("petition.id"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("petition.id"))
    is_duplicate: Mapped[bool]
    judged_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    judged_at: Mapped[datetime] = mapped_column(Instant)
