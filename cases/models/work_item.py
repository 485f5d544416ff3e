"""The open to-do list."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table


class WorkItem(Table):
    """A step that waits for a person. Deleted when the step ends.

    ``assignee_id`` is the person a form named for the step; ``claimant_id`` the one who took it;
    ``seen_at`` when somebody first opened it other than who ended the step before;
    ``last_assignment_id`` the newest row of ``work_assignment`` about it.
    """

    __tablename__ = "work_item"
    __table_args__ = (
        UniqueConstraint("run_id", "task_id"),
        Index("ix_work_item_unit_id_role_due_on", "unit_id", "role", "due_on"),
        Index("ix_work_item_who_may", "unit_id", "role", "element", "assignee_id", "claimant_id"),
        Index("ix_work_item_claimant_id_due_on", "claimant_id", "due_on"),
        Index(
            "ix_work_item_unit_id_due_on",
            "unit_id",
            "due_on",
            "claimant_id",
            "assignee_id",
            "run_id",
            "role",
        ),
        # The lists of the whole city begin with what is late longest.
        Index("ix_work_item_due_on", "due_on", "case_id", "petition_id", "run_id", "unit_id"),
        Index("ix_work_item_assignee_id", "assignee_id"),
        Index("ix_work_item_case_id_term_due_on", "case_id", "term", "due_on"),
        Index("ix_work_item_petition_id_term_due_on", "petition_id", "term", "due_on"),
        # The id stands in forms of open pages: it must never come to mean another step.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    task_id: Mapped[str] = mapped_column(String(32))
    element: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(40))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    term: Mapped[str | None] = mapped_column(String(60))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"))
    petition_id: Mapped[int | None] = mapped_column(ForeignKey("petition.id"))
    kind: Mapped[str] = mapped_column(String(20))
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    claimant_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    claimed_at: Mapped[datetime | None] = mapped_column(Instant)
    due_on: Mapped[date | None]
    until_on: Mapped[date | None]
    opened_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime | None] = mapped_column(Instant)
    last_assignment_id: Mapped[int | None] = mapped_column(Id)
