"""The seal of each journal entry: the order of the journal, without gaps."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table


class JournalSeal(Table):
    """One link of the chain. Append-only; ``proof.chain`` says what the seal covers."""

    __tablename__ = "journal_seal"

    number: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    entry_id: Mapped[int] = mapped_column(ForeignKey("journal_entry.id"), unique=True)
    key_id: Mapped[str] = mapped_column(String(20))
    sealed_at: Mapped[datetime] = mapped_column(Instant)
    seal: Mapped[str] = mapped_column(String(64))
