"""Who acts for whom, and when: a head's delegation (ủy quyền), and leave (thay khi nghỉ phép)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import TOLD, Id, Instant, Table

_RUNNING = text("ended_at IS NULL")


class Delegation(Table):
    """One person acts for another in one unit, from ``valid_from`` to ``valid_to`` inclusive.

    Of ``kind`` "powers" the head has delegated ``powers``; of "leave" the delegate does the steps
    of the giver's roles. ``powers`` and ``subject_kinds`` are codes with blanks between them; no
    kinds are all kinds. ``ended_because`` is "revoked" by ``ended_by_id``, "expired" with its last
    day, or "lapsed" because the giver had lost the right. Never deleted.
    """

    __tablename__ = "delegation"
    __table_args__ = (
        CheckConstraint("kind IN ('powers', 'leave')", name="kind_known"),
        CheckConstraint("(kind = 'powers') = (powers <> '')", name="powers_delegated"),
        CheckConstraint("giver_id <> delegate_id", name="of_two"),
        CheckConstraint("valid_to >= valid_from", name="in_order"),
        CheckConstraint(
            "ended_because IS NULL OR ended_because IN ('revoked', 'expired', 'lapsed')",
            name="end_known",
        ),
        CheckConstraint("(ended_at IS NULL) = (ended_because IS NULL)", name="ended_for_a_reason"),
        CheckConstraint(
            "ended_by_id IS NULL OR ended_because = 'revoked'", name="revoked_by_somebody"
        ),
        Index("ix_delegation_delegate_id", "delegate_id", "valid_to"),
        Index("ix_delegation_giver_id", "giver_id"),
        Index("ix_delegation_unit_id", "unit_id", "valid_to"),
        Index(
            "ix_delegation_running", "valid_to", sqlite_where=_RUNNING, postgresql_where=_RUNNING
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    giver_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    delegate_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    powers: Mapped[str] = mapped_column(String(100), default="")
    subject_kinds: Mapped[str] = mapped_column(String(100), default="")
    document_number: Mapped[str] = mapped_column(String(60), info=dict(TOLD))
    document_on: Mapped[date]
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ended_because: Mapped[str | None] = mapped_column(String(20))
