"""Who did what, when: ids, codes and dates only, never a personal value."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table

_FOR_SOMEBODY = text("on_behalf_of_id IS NOT NULL")


class JournalEntry(Table):
    """One action. Append-only; the number of its seal gives the order, not the clock."""

    __tablename__ = "journal_entry"
    __table_args__ = (
        Index("ix_journal_entry_subject", "subject_kind", "subject_id"),
        Index("ix_journal_entry_account_id_office_at", "account_id", "office_at"),
        Index("ix_journal_entry_action_office_at", "action", "office_at"),
        Index(
            "ix_journal_entry_on_behalf_of_id",
            "on_behalf_of_id",
            "account_id",
            "office_at",
            sqlite_where=_FOR_SOMEBODY,
            postgresql_where=_FOR_SOMEBODY,
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    office_at: Mapped[datetime] = mapped_column(Instant, index=True)
    written_at: Mapped[datetime] = mapped_column(Instant)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    on_behalf_of_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    address: Mapped[str] = mapped_column(String(60), default="")
    action: Mapped[str] = mapped_column(String(60))
    subject_kind: Mapped[str | None] = mapped_column(String(20))
    subject_id: Mapped[int | None] = mapped_column(Id)
    detail: Mapped[str] = mapped_column(Text, default="{}")
