"""What the head of a unit has set for it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Instant, Table


class UnitSetting(Table):
    """The settings of one unit; a unit without a row has those of the installation."""

    __tablename__ = "unit_setting"
    __table_args__ = (CheckConstraint("reminder_days >= 1", name="reminder_days_positive"),)

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    reminder_days: Mapped[int]
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime] = mapped_column(Instant)
