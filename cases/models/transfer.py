"""A petition that one unit passes on to another, or to a body outside the system."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table


class Transfer(Table):
    """One passing on (chuyển đơn). Inside the system the recipient receives it or returns it.

    ``received_petition_id`` is the recipient's own petition, with its own number and date of
    receipt. To a body outside there is nothing more to wait for: its status is ``sent``.
    """

    __tablename__ = "transfer"
    __table_args__ = (
        CheckConstraint("(to_unit_id IS NULL) <> (to_body IS NULL)", name="one_recipient"),
        CheckConstraint("status IN ('sent', 'received', 'returned')", name="status_known"),
        Index("ix_transfer_to_unit_id_status", "to_unit_id", "status"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    petition_id: Mapped[int] = mapped_column(ForeignKey("petition.id"), index=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    from_unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    to_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    to_body: Mapped[str | None] = mapped_column(String(200))
    document_number: Mapped[str | None] = mapped_column(String(60))
    sent_on: Mapped[date]
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    status: Mapped[str] = mapped_column(String(20), default="sent")
    answered_on: Mapped[date | None]
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    return_reason: Mapped[str | None] = mapped_column(Text)
    received_petition_id: Mapped[int | None] = mapped_column(ForeignKey("petition.id"))
