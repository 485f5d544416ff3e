"""A body that uses the system: a department, a ward, the inspectorate (regulation Art 2)."""

from datetime import date

from sqlalchemy import ForeignKey, String, true
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import TOLD, Id, Table


class Unit(Table):
    """A node of the organisation tree; dissolved units keep their row and name a successor.

    ``kind`` is a code of ``config/unit_kinds.toml``; ``valid_to`` is the last day. What a unit was
    called before is in ``unit_change``. ``successor_id`` is set when its work has moved there.
    ``directory_branch`` is where the directory of mail accounts has its people.
    """

    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    name_f: Mapped[str] = mapped_column(String(200), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    directory_branch: Mapped[str | None] = mapped_column(String(400), info=dict(TOLD))
    is_verified: Mapped[bool] = mapped_column(default=True, server_default=true())
