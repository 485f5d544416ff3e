"""A paper of the case: number and date, and the scanned file if there is one."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, validates

from cases.folding import joined_words
from cases.models.declarative import Id, Instant, Table


def _folded_number(context: Any) -> str | None:  # noqa: ANN401 - SQLAlchemy's own
    """Return what the number of the row being inserted is found by."""
    number = context.get_current_parameters().get("number")
    return joined_words(number) if number else None


class Document(Table):
    """A document received or issued in the case; void once its step was taken back."""

    __tablename__ = "document"
    __table_args__ = (
        CheckConstraint("secrecy IN ('none', 'mat', 'toi_mat', 'tuyet_mat')", name="secrecy_known"),
        CheckConstraint("secrecy = 'none' OR file_id IS NULL", name="no_file_when_secret"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    petition_id: Mapped[int | None] = mapped_column(ForeignKey("petition.id"), index=True)
    step_id: Mapped[int | None] = mapped_column(ForeignKey("case_step.id"), index=True)
    type: Mapped[str] = mapped_column(String(40))
    number: Mapped[str | None] = mapped_column(String(60))
    number_f: Mapped[str | None] = mapped_column(String(60), index=True, default=_folded_number)
    issued_on: Mapped[date | None]
    recipient: Mapped[str | None] = mapped_column(String(500))
    secrecy: Mapped[str] = mapped_column(String(10), default="none")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("file.id"))
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    voided_at: Mapped[datetime | None] = mapped_column(Instant)

    @validates("number")
    def _fold_number(self, _name: str, number: str | None) -> str | None:
        self.number_f = joined_words(number) if number else None
        return number
