"""The types of document that may be held of a denunciation, as the database asks for them."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Table


class DenunciationPaper(Table):
    """One allowed type; a copy of ``config/denunciation_papers.toml``.

    Without a row nothing is allowed: triggers refuse every document of a denunciation whose type
    is not here (regulation Art 5(7)).
    """

    __tablename__ = "denunciation_paper"

    type: Mapped[str] = mapped_column(String(40), primary_key=True)
