"""A suspension of the settlement of a case (tạm đình chỉ giải quyết)."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Table


class Suspension(Table):
    """From which decision to which one the settlement stood still, and on what ground.

    ``resumed_on`` is the day of the decision to continue (14b). ``ended_on`` is set instead when
    the settlement ended while it was suspended, for instance by a withdrawal. Both are empty
    while the suspension lasts.
    """

    __tablename__ = "suspension"
    __table_args__ = (
        CheckConstraint("resumed_on IS NULL OR ended_on IS NULL", name="one_end"),
        CheckConstraint("resumed_on IS NULL OR resumed_on >= suspended_on", name="in_order"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), index=True)
    paused_run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    ground: Mapped[str | None] = mapped_column(String(40))
    suspended_on: Mapped[date]
    suspension_document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    resumed_on: Mapped[date | None]
    resumption_document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    ended_on: Mapped[date | None]
