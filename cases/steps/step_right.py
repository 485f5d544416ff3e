"""Whether a person may work on a waiting step."""

from dataclasses import replace

from cases.actor import Actor
from cases.assigning.people import who_did
from cases.database import Transaction
from cases.delegations.held import authorised
from cases.errors import ItemTakenError, SeparationOfDutiesError
from cases.models.account import Account
from cases.office import Office
from cases.policy.permission_map import allows, require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.runs.locked_run import LockedRun, OpenItem
from cases.separation.overrides import is_overridden
from cases.separation.own_matter import refuse_own_matter


def require_right(
    tx: Transaction, office: Office, run: LockedRun, item: OpenItem, actor: Actor
) -> Actor:
    """Return the person as they end the step: in their own right, or for somebody on leave.

    Raises:
        NotAllowedError: The person does not hold the role, or another one was named.
        ItemTakenError: Another person has claimed the step.
        SeparationOfDutiesError: The diagram keeps this step apart from one that the person did, or
            the one for whom they act: both count as one. The head may have let the person do both,
            in their own right only.
        OwnMatterError: The record is about the person, or about the one for whom they act.
    """
    notation = run.version.procedure.steps[item.element]
    target = Target(
        unit_ids=frozenset(run.units.values()),
        role=item.role,
        unit_id=item.unit_id,
        assignee_id=item.assignee_id,
        claimant_id=item.claimant_id,
    )
    authorised(tx, office, Permission.STEP_COMPLETE, actor, replace(target, claimant_id=None))
    if not allows(Permission.STEP_COMPLETE, actor, target):
        holder = tx.get(Account, item.claimant_id)
        raise ItemTakenError(item_id=item.id, taken_by=holder.full_name if holder else None)
    acting = require(Permission.STEP_COMPLETE, actor, target)
    refuse_own_matter(run, item.role, acting, notation.name)
    done = set(run.own_steps)
    if acting.on_behalf_of is not None:
        doers = who_did(tx, [run.id], notation.not_actor_of)
        done.update(element for (_, element), who in doers.items() if acting.on_behalf_of in who)
    other = next((one for one in notation.not_actor_of if one in done), None)
    if other is None:
        return acting
    is_own = acting.on_behalf_of is None
    if is_own and is_overridden(tx, run.id, item.task_id, actor.account_id):
        return acting
    raise SeparationOfDutiesError(
        step=notation.name,
        other_step=run.version.step_name(other),
        item_id=item.id,
        is_head=allows(Permission.SEPARATION_OVERRIDE, actor, Target(unit_id=item.unit_id)),
    )
