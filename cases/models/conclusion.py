"""The conclusion that settles a denunciation (kết luận nội dung tố cáo)."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Table


class Conclusion(Table):
    """Number and dates of a conclusion.

    There is no column for what it says, for whom it is against or what follows from it: the
    result of verifying a denunciation has no place in the system (regulation Art 5(7)).
    """

    __tablename__ = "conclusion"
    __table_args__ = (
        CheckConstraint("sent_on IS NULL OR sent_on >= concluded_on", name="sent_in_order"),
        CheckConstraint(
            "published_on IS NULL OR published_on >= concluded_on", name="published_in_order"
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), unique=True)
    step_id: Mapped[int | None] = mapped_column(ForeignKey("case_step.id"))
    number: Mapped[str] = mapped_column(String(60))
    concluded_on: Mapped[date]
    sent_on: Mapped[date | None]
    published_on: Mapped[date | None]
