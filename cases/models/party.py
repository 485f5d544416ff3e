"""People and bodies on a petition: personal, therefore erasable."""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Table
from cases.sealed.cipher import LENGTH_OF_AN_INDEX
from cases.sealed.column import Sealed

ROW = ("petition_id", "role")
"""What a number of a party is sealed for."""


class Party(Table):
    """One person or body on a petition.

    The database itself refuses an author on a denunciation, and refuses to turn a petition into
    a denunciation while an author exists (regulation Art 5(7)): the kind is part of the key.
    Numbers are sealed for the petition and the role; whose they are is found by the blind columns.
    """

    __tablename__ = "party"
    __table_args__ = (
        ForeignKeyConstraint(
            ["petition_id", "petition_kind"], ["petition.id", "petition.kind"], onupdate="CASCADE"
        ),
        CheckConstraint(
            "role IN ('author', 'representative', 'respondent', 'denounced')", name="role_known"
        ),
        CheckConstraint(
            "petition_kind IN ('complaint', 'feedback') OR role = 'denounced'",
            name="no_author_on_denunciation",
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    petition_id: Mapped[int] = mapped_column(Id, index=True)
    petition_kind: Mapped[str] = mapped_column(String(20))
    role: Mapped[str] = mapped_column(String(20))
    full_name: Mapped[str] = mapped_column(String(300))
    name_f: Mapped[str] = mapped_column(String(300), index=True)
    id_number: Mapped[str | None] = mapped_column(
        Sealed("party.id_number", row=ROW, index="id_number_blind")
    )
    id_number_blind: Mapped[str | None] = mapped_column(String(LENGTH_OF_AN_INDEX), index=True)
    address: Mapped[str | None] = mapped_column(String(300))
    phone: Mapped[str | None] = mapped_column(Sealed("party.phone", row=ROW, index="phone_blind"))
    phone_blind: Mapped[str | None] = mapped_column(String(LENGTH_OF_AN_INDEX), index=True)
