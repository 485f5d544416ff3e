"""What a petition says: personal, therefore erasable."""

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Table


class PetitionText(Table):
    """Summary and request of one petition, with the folded copy for search."""

    __tablename__ = "petition_text"

    petition_id: Mapped[int] = mapped_column(ForeignKey("petition.id"), primary_key=True)
    summary: Mapped[str] = mapped_column(Text)
    request: Mapped[str | None] = mapped_column(Text)
    text_f: Mapped[str] = mapped_column(Text)
