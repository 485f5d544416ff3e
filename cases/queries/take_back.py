"""Which step the person could take back, as the page of a case offers it."""

from dataclasses import dataclass

from sqlalchemy import func, select

from cases.actor import Actor
from cases.database import Transaction
from cases.models.amendment import Amendment
from cases.models.case_step import CaseStep
from cases.models.decision import Decision
from cases.models.run import Run
from cases.models.work_item import WorkItem
from cases.office import Office
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.subjects import Subject, about


@dataclass(frozen=True, slots=True)
class TakeableStep:
    """A step that was just done and that nobody has gone on from."""

    step_id: int
    name: str


def takeable_steps(
    tx: Transaction, office: Office, actor: Actor, subjects: tuple[Subject, ...]
) -> tuple[TakeableStep, ...]:
    """Return the newest step of each run that the person did and nobody has seen the next of.

    Whether the procedure lets it be taken back is decided when that is asked for.
    """
    newest = select(func.max(CaseStep.id)).group_by(CaseStep.run_id)
    seen = (
        select(WorkItem.id)
        .where(
            WorkItem.run_id == Run.id,
            WorkItem.opened_at >= CaseStep.ended_at,
            WorkItem.seen_at.is_not(None) | WorkItem.claimant_id.is_not(None),
        )
        .exists()
    )
    bound = (
        select(Amendment.id).where(Amendment.step_id == CaseStep.id).exists()
        | select(Decision.id).where(Decision.step_id == CaseStep.id).exists()
    )
    rows = tx.execute(
        select(CaseStep, Run.version_id)
        .join(Run, Run.id == CaseStep.run_id)
        .where(
            about(Run, subjects),
            Run.status == "running",
            CaseStep.id.in_(newest),
            CaseStep.outcome == "done",
            CaseStep.effects == "",
            ~seen,
            ~bound,
        )
    )
    found = []
    for step, version_id in rows:
        version = office.version(tx, version_id)
        target = Target(done_by_id=step.account_id, done_for_id=step.on_behalf_of_id)
        is_step = step.element in version.procedure.steps
        if not is_step or step.element in version.info.first_steps:
            continue
        if allows(Permission.STEP_TAKE_BACK, actor, target):
            found.append(TakeableStep(step.id, version.step_name(step.element)))
    return tuple(found)
