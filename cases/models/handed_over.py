"""What one person handed over to another."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table


class HandedOver(Table):
    """One line of the minutes. Append-only; codes and names of steps, never a word of a case.

    Attributes:
        name: What the step, or the place of the draft, is called.
        to_id: Who has it now; ``None``: nobody, it was ended or is free for the whole role.
        document_id: The decision by which somebody takes the place of a named person.
    """

    __tablename__ = "handed_over"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('step', 'named', 'direction', 'draft', 'delegation')", name="kind_known"
        ),
        Index("ix_handed_over_handover_id", "handover_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    handover_id: Mapped[int] = mapped_column(ForeignKey("handover.id"))
    kind: Mapped[str] = mapped_column(String(20))
    subject_kind: Mapped[str | None] = mapped_column(String(20))
    subject_id: Mapped[int | None] = mapped_column(Id)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str] = mapped_column(String(200))
    due_on: Mapped[date | None]
    to_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(Instant)
