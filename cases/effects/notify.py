"""Tells the people of a role that something is due soon, late, or waits for them.

Parameters: ``to`` a role code; ``message`` a code such as ``due_soon`` or ``overdue``;
``term`` the term it is about, if any.
"""

from cases.database import Transaction
from cases.models.notice import Notice
from cases.office import Office
from cases.rows import insert_rows
from cases.runs.locked_run import LockedRun
from engine.values import Effect

CAN_STAY = True
"""A notice was right when it was written; it does not bind a step to stay done."""


def perform(tx: Transaction, office: Office, run: LockedRun, effect: Effect) -> None:
    """Write the notice that the case page shows."""
    notice = {
        "run_id": run.id,
        "case_id": run.case_id,
        "unit_id": run.unit_id,
        "role": effect.params["to"],
        "message": effect.params["message"],
        "term": effect.params.get("term"),
        "element": effect.element,
        "at": office.clock.now(),
    }
    insert_rows(tx, Notice, [notice])
