"""A signed-in browser: revocable, because it lives on the server."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table


class UserSession(Table):
    """One sign-in. The cookie holds the token, the table only its SHA-256.

    ``way`` tells how the person signed in, ``end_reason`` why somebody ended the session; one that
    ran out has neither end nor reason. While it ``awaits_code`` nobody is signed in by it.
    """

    __tablename__ = "user_session"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    last_seen_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    address: Mapped[str] = mapped_column(String(60))
    agent: Mapped[str] = mapped_column(String(200))
    way: Mapped[str] = mapped_column(String(20), default="", server_default="")
    end_reason: Mapped[str | None] = mapped_column(String(20))
    awaits_code: Mapped[bool] = mapped_column(default=False, server_default=false())
