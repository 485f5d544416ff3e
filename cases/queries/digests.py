"""The morning digests of a person, as the pages show them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from cases.actor import Actor
from cases.database import Transaction
from cases.digest_lines import Lines
from cases.models.digest import Digest
from cases.office import Office

KEPT_ON_PAGE = 30


@dataclass(frozen=True, slots=True)
class DigestView:
    """One digest; the lines are cut, the counts are not."""

    id: int
    day: date
    written_at: datetime
    unit_names: str
    late: int
    due_today: int
    due_soon: int
    lines: Lines


def todays_digest(tx: Transaction, office: Office, actor: Actor) -> DigestView | None:
    """Return the digest of today, unless the person has hidden it or there is none."""
    row = tx.scalar(
        select(Digest).where(
            Digest.account_id == actor.account_id,
            Digest.day == office.today(),
            Digest.hidden_at.is_(None),
        )
    )
    return _view(row) if row else None


def last_digests(tx: Transaction, actor: Actor) -> tuple[DigestView, ...]:
    """Return the newest digests of the person, hidden ones included."""
    rows = tx.scalars(
        select(Digest)
        .where(Digest.account_id == actor.account_id)
        .order_by(Digest.day.desc())
        .limit(KEPT_ON_PAGE)
    )
    return tuple(_view(row) for row in rows)


def _view(row: Digest) -> DigestView:
    return DigestView(
        id=row.id,
        day=row.day,
        written_at=row.written_at,
        unit_names=row.unit_names,
        late=row.late,
        due_today=row.due_today,
        due_soon=row.due_soon,
        lines=Lines.from_json(row.lines),
    )
