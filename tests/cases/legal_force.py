"""A decision that has taken legal force: thirty days went by without a second complaint."""

from datetime import date

from cases.models.event import Event
from cases.rows import insert_row
from tests.cases.matter import Matter

IN_FORCE_ON = date(2026, 9, 25)
ORDERED_ON = date(2026, 9, 28)


def take_legal_force(complaint: Matter, day: date = IN_FORCE_ON) -> None:
    """Record the event on the case, whichever step of the procedure records it."""
    row = {
        "subject_kind": "case",
        "subject_id": complaint.registered.case_id,
        "code": "legal_force_reached",
        "occurred_on": day,
        "recorded_at": complaint.office.clock.now(),
    }
    with complaint.office.database.writing() as tx:
        insert_row(tx, Event, row)


def in_legal_force(complaint: Matter, **decide: str) -> Matter:
    """Decide that something has to be done, and let the decision take legal force."""
    complaint.go_to("close_case", decide={"enforcement_required": "yes", **decide})
    complaint.set_clock(ORDERED_ON)
    take_legal_force(complaint)
    return complaint
