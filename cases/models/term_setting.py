"""A term that the head of a unit has made shorter for the unit."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import TOLD, Id, Instant, Table


class TermSetting(Table):
    """A stricter amount for one row of a term table, in the unit of that row.

    It counts for starting events from ``valid_from`` to ``valid_to``, both included.
    """

    __tablename__ = "term_setting"
    __table_args__ = (
        CheckConstraint("amount >= 1", name="amount_positive"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="in_order"),
        Index("ix_term_setting_unit_id_row_key", "unit_id", "row_key"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    row_key: Mapped[str] = mapped_column(String(60))
    amount: Mapped[int]
    document: Mapped[str] = mapped_column(String(200), info=dict(TOLD))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    set_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    set_at: Mapped[datetime] = mapped_column(Instant)
