"""A published, immutable version of a procedure (or of the term tables)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table


class ProcedureVersion(Table):
    """One bundle: diagram, tables and forms that belong together, known by their SHA-256.

    Term tables are published the same way under the code ``deadlines``; their newest version
    serves all cases, because the row is chosen by the date of the starting event.
    """

    __tablename__ = "procedure_version"
    __table_args__ = (UniqueConstraint("code", "sha256"), UniqueConstraint("code", "number"))

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(60))
    number: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str | None] = mapped_column(String(20))
    effective_from: Mapped[date]
    legal_basis: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime] = mapped_column(Instant)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
