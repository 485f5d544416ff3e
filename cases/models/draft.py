"""What somebody typed and has not sent: erasable, and erased when it is old."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table
from cases.sealed.column import Sealed


class Draft(Table):
    """The raw values of one form of one person, sealed: they may hold what nobody may read."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("account_id", "place"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    place: Mapped[str] = mapped_column(String(120))
    raw: Mapped[str] = mapped_column(Sealed("draft.raw", row=("account_id", "place")))
    saved_at: Mapped[datetime] = mapped_column(Instant, index=True)
