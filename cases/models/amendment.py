"""What was done to a finished step afterwards: it was corrected, or taken back."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table


class Amendment(Table):
    """One correction of a step, or its being taken back. Append-only.

    ``changes`` is a JSON list: field key, what stood there, what stands there now; of a personal
    field its key alone. The reason is a note, because people write names into it.
    """

    __tablename__ = "amendment"
    __table_args__ = (CheckConstraint("kind IN ('corrected', 'taken_back')", name="kind_known"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("case_step.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    document_number: Mapped[str | None] = mapped_column(String(100))
    changes: Mapped[str] = mapped_column(Text, default="[]")
    reason_id: Mapped[int | None] = mapped_column(ForeignKey("note.id"))
