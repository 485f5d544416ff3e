"""What people write on a case beside its steps: notes, directions (bút phê), reasons."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table

_OPEN = text("kind = 'direction' AND done_at IS NULL")


class Note(Table):
    """A note; a direction of a leader to a person or a role; the reason of an amendment.

    Never edited: a later note corrects it. The text names people, so it can be erased.
    ``answers_id`` is the direction that the note answers.
    """

    __tablename__ = "note"
    __table_args__ = (
        CheckConstraint("kind IN ('note', 'direction', 'reason')", name="kind_known"),
        CheckConstraint(
            "kind = 'direction' OR (for_account_id IS NULL AND for_role IS NULL"
            " AND due_on IS NULL AND done_at IS NULL)",
            name="only_directions_are_done",
        ),
        Index("ix_note_subject", "subject_kind", "subject_id"),
        Index(
            "ix_note_open_directions",
            "for_account_id",
            "for_unit_id",
            "for_role",
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int] = mapped_column(Id)
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    on_behalf_of_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    written_at: Mapped[datetime] = mapped_column(Instant)
    for_account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    for_role: Mapped[str | None] = mapped_column(String(40))
    for_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    due_on: Mapped[date | None]
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("note.id"))
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
