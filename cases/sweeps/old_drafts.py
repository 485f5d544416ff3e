"""Throws away drafts that nobody came back to."""

from datetime import timedelta

from sqlalchemy import delete, select

from cases.models.draft import Draft
from cases.office import Office


def sweep(office: Office) -> int:
    """Delete drafts older than the setting allows; return how many there were."""
    limit = office.clock.now() - timedelta(days=office.settings.draft_days)
    with office.database.reading() as tx:
        old = list(tx.scalars(select(Draft.id).where(Draft.saved_at < limit)))
    if old:
        with office.database.writing() as tx:
            tx.execute(delete(Draft).where(Draft.id.in_(old)))
    return len(old)
