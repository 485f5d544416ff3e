"""The history of a run: one activation of a human activity, written when it ends."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table


class CaseStep(Table):
    """A finished step: who ended it, how, and the codes that were chosen. Append-only.

    ``effects`` names what the diagram did along with it: such a step cannot be taken back.
    """

    __tablename__ = "case_step"
    __table_args__ = (
        UniqueConstraint("run_id", "task_id"),
        CheckConstraint(
            "outcome IN ('done', 'sent_back', 'cancelled', 'overtaken')", name="outcome_known"
        ),
        Index("ix_case_step_account_id_ended_at", "account_id", "ended_at"),
        Index("ix_case_step_who_did", "run_id", "account_id", "outcome", "element"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    task_id: Mapped[str] = mapped_column(String(32))
    element: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(40))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    outcome: Mapped[str] = mapped_column(String(20))
    summary: Mapped[str] = mapped_column(String(500), default="")
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    on_behalf_of_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    due_on: Mapped[date | None]
    opened_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime] = mapped_column(Instant)
    effects: Mapped[str] = mapped_column(String(300), default="", server_default="")
