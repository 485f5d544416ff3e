"""A person who may sign in (regulation Art 8)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import TOLD, Id, Instant, Table


class Account(Table):
    """One person, named by the official mail address. Never deleted, only locked.

    ``request_document``, ``request_on`` and ``request_body`` are number, day and sender of the
    written request on which it was created (regulation Art 8(1)). ``directory_id`` is who has the
    address in the directory of mail accounts: an address may be given to somebody else one day.
    """

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    email: Mapped[str] = mapped_column(String(200), unique=True)
    full_name: Mapped[str] = mapped_column(String(200))
    name_f: Mapped[str] = mapped_column(String(200), index=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    password_changed_at: Mapped[datetime | None] = mapped_column(Instant)
    must_change_password: Mapped[bool] = mapped_column(default=False)
    directory_id: Mapped[str | None] = mapped_column(String(64), index=True)
    uses_shortcuts: Mapped[bool] = mapped_column(default=True)
    request_document: Mapped[str | None] = mapped_column(String(200), info=dict(TOLD))
    request_on: Mapped[date | None]
    request_body: Mapped[str | None] = mapped_column(String(200), info=dict(TOLD))
    created_at: Mapped[datetime] = mapped_column(Instant)
    locked_from: Mapped[date | None]
    lock_ground: Mapped[str | None] = mapped_column(String(40), info=dict(TOLD))
    lock_document: Mapped[str | None] = mapped_column(String(200), info=dict(TOLD))
    locked_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
