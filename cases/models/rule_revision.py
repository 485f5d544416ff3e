"""Counts every change of rules, so that no process works with an old copy."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table


class RuleRevision(Table):
    """A change of versions, term tables or the calendar. The newest id is the revision."""

    __tablename__ = "rule_revision"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    what: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime] = mapped_column(Instant)
