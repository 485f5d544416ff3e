"""The questions of the permission map about people who act for somebody else (TUQ.)."""

from cases.actor import Actor, HeldDelegation
from cases.policy.predicates import Target

ASSIGNING, MONITORING, PROGRESS = "assigning", "monitoring", "progress"
"""The three powers of điểm c khoản 1 Điều 15 Quy chế; what they are called is configured."""


def assigns_by_delegation(actor: Actor, target: Target) -> bool:
    """The head has delegated to the person the assigning of files (regulation Art 15(1)c)."""
    return any(ASSIGNING in one.powers and _covers(one, target) for one in actor.delegations)


def monitors_by_delegation(actor: Actor, target: Target) -> bool:
    """The head has delegated to the person the monitoring of files (regulation Art 15(1)c)."""
    return any(MONITORING in one.powers and _covers(one, target) for one in actor.delegations)


def oversees_by_delegation(actor: Actor, target: Target) -> bool:
    """The head has delegated monitoring or progress of all files of the unit (Art 15(1)c)."""
    return any(
        one.powers & {MONITORING, PROGRESS}
        and not one.subject_kinds
        and one.unit_id == target.unit_id
        for one in actor.delegations
    )


def stands_in_for_the_role(actor: Actor, target: Target) -> bool:
    """The person stands in for somebody on leave who holds the role; nobody else has the step."""
    return any(
        target.role in one.roles
        and one.unit_id == target.unit_id
        and {target.assignee_id, target.claimant_id} <= {None, actor.account_id, one.giver_id}
        for one in actor.delegations
    )


def still_stands_in(actor: Actor, target: Target) -> bool:
    """The person stands in to this day for the one for whom the step was ended."""
    return any(one.roles and one.giver_id == target.done_for_id for one in actor.delegations)


def is_not_held_by_the_actor(actor: Actor, target: Target) -> bool:
    """The person does not have the step: nobody decides for the head about their own work."""
    return actor.account_id not in {target.assignee_id, target.claimant_id}


def _covers(one: HeldDelegation, target: Target) -> bool:
    """Tell whether a power counts for the record, or, where none is named, for the unit at all."""
    if target.unit_ids:
        return one.unit_id in target.unit_ids and _is_of_kind(one, target.kind)
    return one.unit_id == target.unit_id


def _is_of_kind(one: HeldDelegation, kind: str | None) -> bool:
    return not one.subject_kinds or kind in one.subject_kinds
