"""A change of how secret a record is: proposed by one person, decided by another."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table

_LEVELS = "('none', 'mat', 'toi_mat', 'tuyet_mat')"
_OPEN = text("state = 'proposed'")


class SecrecyChange(Table):
    """One proposal and what became of it. It holds codes, a number and days, never a word.

    Attributes:
        reason: Code of ``cases.secrecy_proposal``.
        document_number: The paper that determines the level.
        erasure_id: What was erased when it was confirmed; ``None`` when nothing was.
    """

    __tablename__ = "secrecy_change"
    __table_args__ = (
        CheckConstraint(f"from_level IN {_LEVELS} AND to_level IN {_LEVELS}", name="levels_known"),
        CheckConstraint("from_level <> to_level", name="another_level"),
        CheckConstraint(
            "state IN ('proposed', 'confirmed', 'rejected', 'withdrawn')", name="state_known"
        ),
        CheckConstraint(
            "(state = 'proposed') = (decided_by_id IS NULL)"
            " AND (decided_by_id IS NULL) = (decided_at IS NULL)",
            name="decided_by_somebody",
        ),
        CheckConstraint(
            "state NOT IN ('confirmed', 'rejected') OR decided_by_id <> proposed_by_id",
            name="decided_by_another",
        ),
        Index(
            "uq_secrecy_change_open",
            "subject_kind",
            "subject_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int] = mapped_column(Id, index=True)
    from_level: Mapped[str] = mapped_column(String(10))
    to_level: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(20))
    document_number: Mapped[str] = mapped_column(String(60))
    document_on: Mapped[date]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    proposed_at: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(String(20), default="proposed")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    erasure_id: Mapped[str | None] = mapped_column(String(32))
