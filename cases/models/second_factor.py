"""What a person proves beside the password that it is them."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table
from cases.sealed.column import Sealed


class SecondFactor(Table):
    """The secret that a person's telephone and the office share, one per account.

    ``last_counter`` is the time step of the newest code that was used: it, and older ones, are not
    taken again.
    """

    __tablename__ = "second_factor"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), unique=True)
    secret: Mapped[str] = mapped_column(Sealed("second_factor.secret", row=("account_id",)))
    last_counter: Mapped[int] = mapped_column(BigInteger)
    set_at: Mapped[datetime] = mapped_column(Instant)
