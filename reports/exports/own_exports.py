"""The exports of one person: nobody else ever learns of them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.models.export import Export
from cases.office import Office
from reports.exports.files import file_of

MOST_LISTED = 50


@dataclass(frozen=True, slots=True)
class ExportView:
    """One export, as its page shows it.

    Attributes:
        state: ``waiting``, ``writing``, ``done`` or ``failed``.
        problem: Why it failed: ``not_allowed``, ``killed`` or ``unexpected``.
        gone_on: When the file is deleted.
        asked: The filters, for another try.
    """

    id: int
    list_code: str
    title: str
    unit_name: str
    state: str
    problem: str | None
    requested_at: datetime
    total: int
    written: int
    size: int | None
    gone_on: datetime
    asked: Mapping[str, str]

    @property
    def is_under_way(self) -> bool:
        """Tell whether the worker has not finished with it."""
        return self.state in {"waiting", "writing"}


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A finished file and the name it is handed out under."""

    path: Path
    name: str


def own_exports(tx: Transaction, office: Office, actor: Actor) -> tuple[ExportView, ...]:
    """Return the person's exports, the newest first."""
    rows = tx.scalars(
        select(Export)
        .where(Export.account_id == actor.account_id)
        .order_by(Export.id.desc())
        .limit(MOST_LISTED)
    )
    return tuple(_view(office, row) for row in rows)


def own_export(tx: Transaction, office: Office, actor: Actor, *, export_id: int) -> ExportView:
    """Return one export of the person.

    Raises:
        NotFoundError: There is none, or it is somebody else's.
    """
    return _view(office, _row(tx, actor, export_id))


def export_file(tx: Transaction, office: Office, actor: Actor, *, export_id: int) -> ExportFile:
    """Return the finished file of the person.

    Raises:
        NotFoundError: There is none, or it is somebody else's, or not finished, or deleted.
    """
    row = _row(tx, actor, export_id)
    path = file_of(office.settings.var, row.token)
    if row.state != "done" or not path.exists():
        raise NotFoundError
    return ExportFile(path, f"{row.file_name}.xlsx")


def _row(tx: Transaction, actor: Actor, export_id: int) -> Export:
    row = tx.scalar(
        select(Export).where(Export.id == export_id, Export.account_id == actor.account_id)
    )
    if row is None:
        raise NotFoundError
    return row


def _view(office: Office, row: Export) -> ExportView:
    return ExportView(
        id=row.id,
        list_code=row.list_code,
        title=row.title,
        unit_name=row.unit_name,
        state=row.state,
        problem=row.problem,
        requested_at=row.requested_at,
        total=row.total_count,
        written=row.written_count,
        size=row.size,
        gone_on=row.requested_at + timedelta(days=office.settings.export_days),
        asked=json.loads(row.asked),
    )
