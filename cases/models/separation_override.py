"""The head's decision that somebody may do a step that the diagram keeps apart from their own."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table


class SeparationOverride(Table):
    """One waiting step, one person, on a paper. Never changed and never deleted.

    Attributes:
        task_id: The engine's id of the waiting step: the same step waiting anew needs a new one.
        other_element: The step that the person has done.
        account_id: Who may do both.
        reason_id: Why, in words; of a secret record they stay on paper.
    """

    __tablename__ = "separation_override"
    __table_args__ = (UniqueConstraint("run_id", "task_id", "account_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    task_id: Mapped[str] = mapped_column(String(40))
    element: Mapped[str] = mapped_column(String(100))
    other_element: Mapped[str] = mapped_column(String(100))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    reason_id: Mapped[int | None] = mapped_column(ForeignKey("note.id"))
    document_number: Mapped[str] = mapped_column(String(60))
    document_on: Mapped[date]
    granted_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    granted_at: Mapped[datetime] = mapped_column(Instant)
