"""Which account is that of the one a record is about: complained about, denounced, named."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table


class RespondentLink(Table):
    """Somebody has recorded it, knowing both; it is never guessed from a name.

    What stands on a petition holds for every case that settles it.
    """

    __tablename__ = "respondent_link"
    __table_args__ = (Index("ix_respondent_link_subject", "subject_kind", "subject_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int] = mapped_column(Id)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    removed_at: Mapped[datetime | None] = mapped_column(Instant)
