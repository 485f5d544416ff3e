"""What is to leave this process: written with the action, sent afterwards."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table


class OutboxMessage(Table):
    """A message to a person; it is done when ``sent_at`` or ``given_up_at`` is set.

    ``key`` says what the message is about, so that it is never queued twice. ``error`` names the
    kind of the last failure; what a mail server answers may hold an address and is not kept.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint("kind IN ('mail')", name="kind_known"),
        Index("ix_outbox_sent_at_given_up_at_next_try_at", "sent_at", "given_up_at", "next_try_at"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    key: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Instant)
    next_try_at: Mapped[datetime] = mapped_column(Instant)
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(String(80))
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    given_up_at: Mapped[datetime | None] = mapped_column(Instant)
