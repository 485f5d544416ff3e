"""Ends terms that run out by themselves or have lost their purpose: nobody has kept or missed them.

A decision, for instance, takes legal force when a term has passed; once that is recorded the term
has done its work. Parameters: ``term`` the term, or several with spaces between them.
"""

from sqlalchemy import update

from cases.database import Transaction
from cases.models.deadline import Deadline
from cases.office import Office
from cases.runs.locked_run import LockedRun
from engine.values import Effect


def perform(tx: Transaction, office: Office, run: LockedRun, effect: Effect) -> None:
    """Close their deadlines without judging them."""
    terms = frozenset(effect.params["term"].split())
    tx.execute(
        update(Deadline)
        .where(
            Deadline.subject_kind == run.subject_kind,
            Deadline.subject_id == run.subject_id,
            Deadline.term.in_(terms),
            Deadline.closed_on.is_(None),
        )
        .values(closed_on=office.today(), recorded_at=office.clock.now())
        .execution_options(synchronize_session=False)
    )
    ended = [one for one in run.deadlines if one.term in terms]
    run.deadlines[:] = [one for one in run.deadlines if one not in ended]
