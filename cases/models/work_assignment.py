"""Who gave whom which step, and why: the history of handing work out (phân công)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table


class WorkAssignment(Table):
    """One act on one open step. Append-only; the newest one of a step is named by its row.

    A leader assigns a free step, reassigns or recalls one that somebody has, or declines what the
    holder proposed: to hand the step back. Reasons are notes, because people write names into them.
    ``answers_id`` is the proposal that an act answers; ``item_id`` outlives the step it named.
    """

    __tablename__ = "work_assignment"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('assigned', 'reassigned', 'recalled', 'proposed', 'declined')",
            name="kind_known",
        ),
        CheckConstraint("kind = 'assigned' OR reason_id IS NOT NULL", name="changes_have_a_reason"),
        Index("ix_work_assignment_run_id", "run_id"),
        Index("ix_work_assignment_item_id", "item_id"),
        Index("ix_work_assignment_unit_id_at", "unit_id", "at"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    item_id: Mapped[int] = mapped_column(Id)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    task_id: Mapped[str] = mapped_column(String(32))
    element: Mapped[str] = mapped_column(String(80))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[str] = mapped_column(String(20))
    from_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    to_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    on_behalf_of_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    reason_id: Mapped[int | None] = mapped_column(ForeignKey("note.id"))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("work_assignment.id"))
