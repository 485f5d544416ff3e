"""The access policy on one page: permission -> groups of predicates.

A permission is given when every predicate of one group holds. ``visible_cases`` is the twin of
CASE_READ, and ``workable_items`` that of STEP_COMPLETE, for lists; a test proves they agree.
"""

from collections.abc import Mapping
from dataclasses import replace

from cases.actor import Actor
from cases.errors import NotAllowedError, NotFoundError
from cases.policy.delegated import (
    assigns_by_delegation,
    is_not_held_by_the_actor,
    monitors_by_delegation,
    oversees_by_delegation,
    stands_in_for_the_role,
    still_stands_in,
)
from cases.policy.permissions import Permission
from cases.policy.predicates import (
    Predicate,
    Target,
    administers,
    deals_with_people,
    edits_rules,
    ended_the_step,
    heads_the_unit,
    holds_the_role,
    holds_the_role_in_a_related_unit,
    is_assigned_to_the_actor,
    is_claimed_by_the_actor,
    is_named,
    is_not_assigned_to_another,
    is_not_claimed_by_another,
    is_under_way,
    leads_a_related_unit,
    leads_the_unit,
    looks_up_the_unit,
    reported_it,
    supervises_the_city,
    supports_the_unit,
    visits_a_related_unit,
    visits_the_unit,
    was_done_for_nobody_else,
    works_in_related_unit,
    works_in_the_unit,
)

PERMISSION_MAP: Mapping[Permission, tuple[tuple[Predicate, ...], ...]] = {
    Permission.CASE_READ: (
        (works_in_related_unit,),
        (supervises_the_city,),
        (visits_a_related_unit,),
    ),
    Permission.CASE_LOOK_UP: ((looks_up_the_unit,),),
    Permission.STEP_COMPLETE: (
        (holds_the_role, is_not_assigned_to_another, is_not_claimed_by_another),
        (stands_in_for_the_role,),
    ),
    Permission.STEP_CORRECT: (
        (ended_the_step, was_done_for_nobody_else, is_under_way),
        (ended_the_step, still_stands_in, is_under_way),
        (heads_the_unit,),
    ),
    Permission.STEP_TAKE_BACK: (
        (ended_the_step, was_done_for_nobody_else),
        (ended_the_step, still_stands_in),
    ),
    Permission.NUMBERS_SHOW: (
        (
            holds_the_role,
            deals_with_people,
            is_not_assigned_to_another,
            is_not_claimed_by_another,
        ),
        (stands_in_for_the_role, deals_with_people),
    ),
    Permission.NOTE_WRITE: ((works_in_related_unit,),),
    Permission.PAPER_ADD: ((works_in_related_unit,),),
    Permission.DIRECTION_GIVE: ((leads_a_related_unit,), (monitors_by_delegation,)),
    Permission.DIRECTION_ANSWER: ((is_named,), (holds_the_role,)),
    Permission.ITEM_CLAIM: (
        (holds_the_role, is_not_assigned_to_another, is_not_claimed_by_another),
        (stands_in_for_the_role,),
    ),
    Permission.ITEM_RELEASE: ((is_claimed_by_the_actor,),),
    Permission.ITEM_ASSIGN: (
        (leads_the_unit,),
        (assigns_by_delegation, is_not_held_by_the_actor),
    ),
    Permission.ITEM_HAND_BACK: ((is_assigned_to_the_actor,),),
    Permission.HANDOVER_GIVE: ((leads_the_unit,), (administers,)),
    Permission.NAMED_PERSON_REPLACE: ((heads_the_unit,),),
    Permission.PETITION_REGISTER: ((holds_the_role,), (stands_in_for_the_role,)),
    Permission.DUPLICATE_JUDGE: ((works_in_related_unit, is_under_way),),
    Permission.MESSAGE_RECORD: ((holds_the_role_in_a_related_unit,),),
    Permission.PROCEDURE_START: ((holds_the_role,),),
    Permission.RULES_PUBLISH: ((edits_rules,),),
    Permission.ACCOUNTS_MANAGE: ((administers,),),
    Permission.SECOND_FACTOR_SET: ((administers,), (edits_rules,)),
    Permission.ACCOUNTS_READ: (
        (administers,),
        (supervises_the_city,),
        (heads_the_unit,),
        (supports_the_unit,),
    ),
    Permission.UNITS_MANAGE: ((administers,),),
    Permission.CALENDAR_EDIT: ((supervises_the_city,), (edits_rules,)),
    Permission.JOURNAL_READ: ((supervises_the_city,), (administers,)),
    Permission.UNIT_OVERSEE: (
        (leads_the_unit,),
        (supervises_the_city,),
        (oversees_by_delegation,),
        (visits_the_unit,),
    ),
    Permission.POWERS_DELEGATE: ((heads_the_unit,),),
    Permission.SUBSTITUTE_APPOINT: ((leads_the_unit,),),
    Permission.UNIT_PENDING_READ: (
        (works_in_the_unit,),
        (supervises_the_city,),
        (visits_the_unit,),
    ),
    Permission.UNIT_SETTINGS_CHANGE: ((heads_the_unit,),),
    Permission.TERM_TIGHTEN: ((heads_the_unit,),),
    Permission.WORDS_KEEP: ((heads_the_unit,),),
    Permission.KIND_CHANGE: ((leads_the_unit,),),
    Permission.SECRECY_PROPOSE: ((works_in_the_unit,),),
    Permission.SECRECY_DECIDE: ((leads_the_unit,),),
    Permission.PETITION_SPLIT: ((works_in_the_unit,),),
    Permission.TROUBLE_READ: (
        (reported_it,),
        (supports_the_unit,),
        (heads_the_unit,),
        (supervises_the_city,),
        (administers,),
    ),
    Permission.TROUBLE_HANDLE: (
        (supports_the_unit,),
        (heads_the_unit,),
        (supervises_the_city,),
        (administers,),
    ),
    Permission.SEPARATION_OVERRIDE: ((heads_the_unit,),),
    Permission.OVERRIDES_READ: ((heads_the_unit,), (supervises_the_city,)),
    Permission.RESPONDENT_RECORD: ((works_in_related_unit,),),
    Permission.RESPONDENT_REMOVE: ((leads_a_related_unit,),),
    Permission.SUPPORT_VISIT: ((supports_the_unit,),),
    Permission.SUPPORT_VISITS_READ: ((heads_the_unit,), (supervises_the_city,)),
}


def allows(permission: Permission, actor: Actor, target: Target) -> bool:
    """Tell whether ``actor`` may do ``permission`` on ``target``."""
    groups = PERMISSION_MAP.get(permission, ())
    return any(all(holds(actor, target) for holds in group) for group in groups)


def require(permission: Permission, actor: Actor, target: Target) -> Actor:
    """Return the person as they act: in their own right if they have it, else for somebody.

    Raises:
        NotAllowedError: The person may not.
    """
    if allows(permission, replace(actor, delegations=()), target):
        return actor
    for one in actor.delegations:
        if allows(permission, replace(actor, delegations=(one,)), target):
            return replace(actor, on_behalf_of=one.giver_id)
    raise NotAllowedError(permission, target)


def require_sight(actor: Actor, target: Target) -> None:
    """Pass silently when the person may know that the case exists.

    Raises:
        NotFoundError: The person may not; there might as well be no such case.
    """
    if not allows(Permission.CASE_READ, actor, target):
        raise NotFoundError
