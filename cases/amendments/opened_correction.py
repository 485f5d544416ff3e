"""Who may correct which step."""

from cases.actor import Actor
from cases.amendments.standing_step import Standing, standing_step
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.models.case_step import CaseStep
from cases.office import Office
from cases.policy.permission_map import require, require_sight
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.runs.locked_run import lock_run


def open_correction(tx: Transaction, office: Office, actor: Actor, *, step_id: int) -> Standing:
    """Return a step that the person may correct, as it stands; its run is locked.

    Raises:
        NotFoundError: No such step, or none the person may know of.
        NotAllowedError: The person may not correct it.
        NotAmendableError: Nobody can.
    """
    step = tx.get(CaseStep, step_id)
    if step is None:
        raise NotFoundError
    run = lock_run(tx, office, step.run_id)
    units = frozenset(run.units.values())
    require_sight(actor, Target(unit_ids=units))
    correcting = Target(
        unit_ids=units,
        unit_id=step.unit_id or run.unit_id,
        done_by_id=step.account_id,
        is_closed=run.status != "running" and not run.has_siblings,
    )
    require(Permission.STEP_CORRECT, actor, correcting)
    return standing_step(tx, run, step)
