"""Deletes exports after some days: their files may name people."""

from datetime import timedelta

from sqlalchemy import delete, select

from cases.models.export import Export
from cases.office import Office
from reports.exports.files import forget_files


def sweep(office: Office) -> int:
    """Delete files and rows older than the setting allows; return how many there were."""
    limit = office.clock.written_at() - timedelta(days=office.settings.export_days)
    with office.database.reading() as tx:
        rows = tx.execute(select(Export.id, Export.token).where(Export.requested_at < limit)).all()
    for _, token in rows:
        forget_files(office.settings.var, token)
    if rows:
        with office.database.writing() as tx:
            tx.execute(delete(Export).where(Export.id.in_([row.id for row in rows])))
    return len(rows)
