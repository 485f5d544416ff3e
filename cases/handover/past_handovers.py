"""Handovers as lists show them: those under way, and those that are over with their minutes."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.file_store import path_of
from cases.models.account import Account
from cases.models.handed_over import HandedOver
from cases.models.handover import Handover
from cases.models.unit import Unit
from cases.office import Office
from cases.policy.handed_people import handed_people

SHOWN = 50
_BY, _FROM, _TO = aliased(Account), aliased(Unit), aliased(Unit)


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """One handover.

    Attributes:
        ground: Title of the ground of a lock; ``article`` says where it stands.
        to_roles: Titles of the roles in the other unit.
        by: Who closed it, or opened what is still open; ``at`` is when.
        count: How many things went to somebody else, or were ended.
    """

    id: int
    account_id: int
    name: str
    kind: str
    state: str
    ground: str
    article: str
    document: str
    document_on: date | None
    from_day: date
    from_unit: str
    to_unit: str
    to_roles: tuple[str, ...]
    by: str
    at: datetime
    count: int
    has_minutes: bool


def handovers(tx: Transaction, office: Office, actor: Actor) -> tuple[HandoverLine, ...]:
    """Return those of everybody whose handover is the business of the reader, open ones first."""
    statement = _lines().where(handed_people(actor))
    ordered = statement.order_by(Handover.state != "open", Handover.id.desc()).limit(SHOWN)
    return tuple(_line(office, row) for row in tx.execute(ordered))


def handovers_of(tx: Transaction, office: Office, account_id: int) -> tuple[HandoverLine, ...]:
    """Return those of a person that are over, newest first."""
    over = _lines().where(Handover.account_id == account_id, Handover.state != "open")
    rows = tx.execute(over.order_by(Handover.id.desc()).limit(SHOWN))
    return tuple(_line(office, row) for row in rows)


def to_line(tx: Transaction, office: Office, handover: Handover) -> HandoverLine:
    """Return one as lists show it."""
    return _line(office, tx.execute(_lines().where(Handover.id == handover.id)).one())


def minutes_file(
    tx: Transaction, office: Office, actor: Actor, *, account_id: int, handover_id: int
) -> Path:
    """Return where the minutes lie.

    Raises:
        NotFoundError: There are none, or it is no business of the reader.
    """
    digest = tx.scalar(
        select(Handover.minutes)
        .join(Account, Account.id == Handover.account_id)
        .where(Handover.id == handover_id, Handover.account_id == account_id, handed_people(actor))
    )
    if digest is None:
        raise NotFoundError
    return path_of(office.settings.var, digest)


def _lines() -> Any:  # noqa: ANN401 - a statement
    counted = (
        select(func.count())
        .where(HandedOver.handover_id == Handover.id)
        .correlate(Handover)
        .scalar_subquery()
    )
    return (
        select(
            Handover,
            Account.full_name,
            _BY.full_name.label("by"),
            _FROM.name.label("from_unit"),
            _TO.name.label("to_unit"),
            _TO.kind.label("to_kind"),
            counted.label("count"),
        )
        .join(Account, Account.id == Handover.account_id)
        .join(_BY, _BY.id == func.coalesce(Handover.closed_by_id, Handover.opened_by_id))
        .outerjoin(_FROM, _FROM.id == Handover.from_unit_id)
        .outerjoin(_TO, _TO.id == Handover.to_unit_id)
    )


def _line(office: Office, row: Any) -> HandoverLine:  # noqa: ANN401 - a row
    one = row.Handover
    ground = office.lock_grounds.get(one.ground or "")
    return HandoverLine(
        id=one.id,
        account_id=one.account_id,
        name=row.full_name,
        kind=one.kind,
        state=one.state,
        ground=ground.title if ground else "",
        article=ground.article if ground else "",
        document=one.document,
        document_on=one.document_on,
        from_day=one.from_day,
        from_unit=row.from_unit or "",
        to_unit=row.to_unit or "",
        to_roles=tuple(office.role_title(role, row.to_kind) for role in one.to_roles.split()),
        by=row.by,
        at=one.closed_at or one.opened_at,
        count=row.count,
        has_minutes=one.minutes is not None,
    )
