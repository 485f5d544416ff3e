"""Sets a later end of the verification (gia hạn xác minh) inside the term for settling.

That the new end lies within the term is checked where the form is read. Parameters: ``until`` the
fact that holds the new end; ``field`` the field that asked for it.
"""

from datetime import date

from cases.database import Transaction
from cases.models.case import Case
from cases.office import Office
from cases.runs.locked_run import LockedRun
from cases.runs.refused_answer import refused_at
from engine.values import Effect


def perform(tx: Transaction, office: Office, run: LockedRun, effect: Effect) -> None:  # noqa: ARG001
    """Write the new end on the case.

    Raises:
        SubmissionRefusedError: It is not later than the present one.
    """
    until = date.fromisoformat(str(run.facts[effect.params["until"]]))
    case = tx.get_one(Case, run.case_id)
    if case.verify_until is not None and until <= case.verify_until:
        problem = f"phải sau {case.verify_until:%d/%m/%Y}, hạn xác minh hiện nay"
        raise refused_at(run, effect.params["field"], problem)
    case.verify_until = until
    tx.flush()
