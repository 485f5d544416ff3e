"""Who may correct which step."""

from sqlalchemy import select

from cases.actor import Actor
from cases.amendments.standing_step import Standing, standing_step
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.models.case_step import CaseStep
from cases.models.petition_case import PetitionCase
from cases.models.run import Run
from cases.office import Office
from cases.policy.permission_map import require, require_sight
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.runs.locked_run import LockedRun, lock_run
from cases.separation.own_matter import refuse_own_matter


def open_correction(
    tx: Transaction, office: Office, actor: Actor, *, step_id: int
) -> tuple[Standing, Actor]:
    """Return a step that the person may correct, as it stands, and the person as they act.

    Its run is locked.

    Raises:
        NotFoundError: No such step, or none the person may know of.
        NotAllowedError: The person may not correct it.
        OwnMatterError: The record is about the person.
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
        done_for_id=step.on_behalf_of_id,
        is_closed=not _is_under_way(tx, run),
    )
    acting = require(Permission.STEP_CORRECT, actor, correcting)
    refuse_own_matter(run, step.role, acting, run.version.step_name(step.element))
    return standing_step(tx, office, run, step), acting


def _is_under_way(tx: Transaction, run: LockedRun) -> bool:
    """Tell whether anything goes on with the subject, or with a case that a petition opened."""
    if run.status == "running" or run.has_siblings:
        return True
    of_cases = select(PetitionCase.case_id).where(PetitionCase.petition_id == run.petition_id)
    going_on = select(Run.id).where(
        Run.subject_kind == "case", Run.subject_id.in_(of_cases), Run.status == "running"
    )
    return tx.scalar(going_on.limit(1)) is not None
