"""What became of a unit: created, renamed, moved, ended, merged, and by which paper."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table


class UnitChange(Table):
    """One thing that changed in a unit from a day on. Append-only.

    ``before`` and ``after`` are names, codes of units or days as ISO text; names of units are in
    public documents, so unlike the journal this table tells them.
    """

    __tablename__ = "unit_change"
    __table_args__ = (
        CheckConstraint(
            "what IN ('created', 'name', 'parent', 'valid_from', 'valid_to', 'verified', 'merged')",
            name="what_known",
        ),
        Index("ix_unit_change_from_day", "from_day"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    what: Mapped[str] = mapped_column(String(20))
    before: Mapped[str | None] = mapped_column(String(200))
    after: Mapped[str | None] = mapped_column(String(200))
    from_day: Mapped[date]
    document: Mapped[str] = mapped_column(String(200))
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime] = mapped_column(Instant)
