"""What is found of a case, or of a petition that has none: folded words, therefore erasable."""

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Table


class SearchEntry(Table):
    """The words of one case or petition.

    ``key`` puts the newest receipt first: the day, then the record. SQLite keeps the full-text
    index ``search_word`` beside this table by triggers, PostgreSQL in a column of that
    name, made of ``words``.
    """

    __tablename__ = "search_entry"
    __table_args__ = (
        CheckConstraint("(case_id IS NULL) <> (petition_id IS NULL)", name="one_subject"),
    )

    key: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), unique=True)
    petition_id: Mapped[int | None] = mapped_column(ForeignKey("petition.id"), unique=True)
    words: Mapped[str] = mapped_column(Text)
