"""Which role a person holds in which unit, and when."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import TOLD, Id, Table


class RoleAssignment(Table):
    """A role in a unit, with its dates (``valid_to`` inclusive). Ended, never deleted.

    For a look-up account the unit is the one whose records it may look up (Art 8(1)c).
    ``document`` and ``end_document`` are the papers on which it was given and ended; those that
    were given with the account itself stand on its request. ``ended_by_id`` is who wrote the end.
    """

    __tablename__ = "role_assignment"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    role: Mapped[str] = mapped_column(String(40))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    document: Mapped[str | None] = mapped_column(String(200), info=dict(TOLD))
    document_on: Mapped[date | None]
    end_document: Mapped[str | None] = mapped_column(String(200), info=dict(TOLD))
    end_document_on: Mapped[date | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
