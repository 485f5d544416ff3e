"""Somebody hands work and account over: before a lock, before a move, or because of a lock."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import TOLD, Id, Instant, Table

_OPEN = text("state = 'open'")


class Handover(Table):
    """One handing over (bàn giao; regulation Art 8(3), 15(2)g). A person has one open at a time.

    Attributes:
        kind: ``lock`` and ``move`` end when nothing is left with the person; ``emergency`` locked
            first, ``late`` took what a locked account still had: both gave all to the head.
        ground: Code of ``config/lock_grounds.toml``; a move has none.
        from_day: First day of the lock, or in the other unit.
        from_unit_id: The unit that somebody leaves who moves; of a lock everything is handed over.
        to_roles: Roles in the other unit, blanks between.
        minutes: SHA-256 of the file of the minutes, under which it is kept.
    """

    __tablename__ = "handover"
    __table_args__ = (
        CheckConstraint("kind IN ('lock', 'move', 'emergency', 'late')", name="kind_known"),
        CheckConstraint("state IN ('open', 'done', 'cancelled')", name="state_known"),
        CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="open_or_closed"),
        CheckConstraint(
            "(kind = 'move') = (from_unit_id IS NOT NULL)"
            " AND (kind = 'move') = (to_unit_id IS NOT NULL)",
            name="only_a_move_has_units",
        ),
        Index("ix_handover_account_id", "account_id"),
        Index(
            "uq_handover_open",
            "account_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[str] = mapped_column(String(20))
    ground: Mapped[str | None] = mapped_column(String(40), info=dict(TOLD))
    document: Mapped[str] = mapped_column(String(200), info=dict(TOLD))
    document_on: Mapped[date | None]
    from_day: Mapped[date]
    from_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    to_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    to_roles: Mapped[str] = mapped_column(String(300), default="", info=dict(TOLD))
    state: Mapped[str] = mapped_column(String(20), default="open")
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    opened_at: Mapped[datetime] = mapped_column(Instant)
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    minutes: Mapped[str | None] = mapped_column(String(64))
