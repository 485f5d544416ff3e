"""Journal entries that wait for their seal."""

from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Table


class JournalUnsealed(Table):
    """One waiting entry.

    A trigger puts it here together with the entry, so that none is overlooked: ids of PostgreSQL
    have gaps and become visible out of order.
    """

    __tablename__ = "journal_unsealed"

    entry_id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
