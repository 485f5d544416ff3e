"""Writes the lists that people wait for."""

from sqlalchemy import or_, select

from cases.models.export import Export
from cases.office import Office
from reports.exports.ask import UNDER_WAY
from reports.exports.write import SIGN_OF_LIFE, write_export


def sweep(office: Office) -> int:
    """Write what waits, oldest first; return how many files were worked on."""
    dead = office.clock.written_at() - SIGN_OF_LIFE
    with office.database.reading() as tx:
        waiting = list(
            tx.scalars(
                select(Export.id)
                .where(
                    Export.state.in_(UNDER_WAY),
                    or_(Export.state == "waiting", Export.beat_at < dead),
                )
                .order_by(Export.id)
            )
        )
    return sum(write_export(office, export_id) for export_id in waiting)
