"""Notes that something ended by itself, on the last day that a decision gave it.

Parameters: ``event`` the event to record; ``until`` the fact that holds the last day; ``field`` the
field that asked whether it is over.
"""

from datetime import date

from cases.database import Transaction
from cases.models.event import Event
from cases.office import Office
from cases.rows import insert_row
from cases.runs.locked_run import LockedRun
from cases.runs.refused_answer import refused_at
from engine.values import Effect


def perform(tx: Transaction, office: Office, run: LockedRun, effect: Effect) -> None:
    """Record the event on that day, which is over.

    Raises:
        SubmissionRefusedError: The last day is not over yet.
    """
    until = date.fromisoformat(str(run.facts[effect.params["until"]]))
    if office.today() <= until:
        raise refused_at(run, effect.params["field"], f"chưa được: còn đến hết {until:%d/%m/%Y}")
    row = {
        "subject_kind": run.subject_kind,
        "subject_id": run.subject_id,
        "code": effect.params["event"],
        "occurred_on": until,
        "recorded_at": office.clock.now(),
    }
    insert_row(tx, Event, row)
