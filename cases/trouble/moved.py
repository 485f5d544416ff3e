"""Writes that a trouble report came into a state."""

from cases.actor import Actor
from cases.database import Transaction
from cases.models.trouble_move import TroubleMove
from cases.models.trouble_report import TroubleReport
from cases.office import Office
from cases.rows import insert_row


def write_move(
    tx: Transaction, office: Office, actor: Actor, report: TroubleReport, text: str = ""
) -> int:
    """Add a line to the history of a report; return its id."""
    row = {
        "report_id": report.id,
        "state": report.state,
        "text": text,
        "moved_by_id": actor.account_id,
        "moved_at": office.clock.now(),
    }
    return insert_row(tx, TroubleMove, row)
