"""Something that happened in law: it opens and closes deadlines."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table


class Event(Table):
    """An event of a subject, with its legal date and the instant it was recorded. Append-only."""

    __tablename__ = "event"
    __table_args__ = (Index("ix_event_subject", "subject_kind", "subject_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int] = mapped_column(Id)
    code: Mapped[str] = mapped_column(String(60))
    occurred_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    step_id: Mapped[int | None] = mapped_column(ForeignKey("case_step.id"))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
