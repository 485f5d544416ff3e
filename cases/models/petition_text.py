"""What a petition says: personal, therefore erasable."""

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Table


class PetitionText(Table):
    """Title, summary and request of one petition, with the folded copy for search."""

    __tablename__ = "petition_text"

    petition_id: Mapped[int] = mapped_column(ForeignKey("petition.id"), primary_key=True)
    title: Mapped[str | None] = mapped_column(String(300))
    title_f: Mapped[str | None] = mapped_column(String(300))
    summary: Mapped[str] = mapped_column(Text)
    request: Mapped[str | None] = mapped_column(Text)
    text_f: Mapped[str] = mapped_column(Text)
