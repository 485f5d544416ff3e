"""The questions the permission map asks. Each takes the actor and the target."""

from collections.abc import Callable
from dataclasses import dataclass

from cases.actor import Actor

CASE_STAFF = frozenset(
    {
        "receptionist",
        "registrar",
        "petition_officer",
        "section_head",
        "head",
        "deputy",
        "verifier",
    }
)
"""Roles that work on cases; the others see cases only by their own rule."""

LEADERS = frozenset({"head", "deputy", "section_head"})
"""Roles that look after the work of their unit, not only after their own."""

DEALS_WITH_PEOPLE = frozenset({"receptionist", "registrar", "petition_officer", "verifier"})
"""Roles that call, write to or meet the people of a petition."""

LOOKUP = "lookup"
"""The role of those whom another body has asked an account for; its unit is what they look up."""


@dataclass(frozen=True, slots=True)
class Target:
    """What the permission is asked for.

    Attributes:
        unit_ids: Units related to the case now.
        role: Role the step, message or intake needs.
        unit_id: Unit whose people do the step or register the petition, or that is looked at;
            ``None`` is the whole city.
        assignee_id: Person a form named for the step.
        claimant_id: Person who took the step.
        done_by_id: Person who ended the step.
        done_for_id: For whom they ended it; ``None`` in their own right.
        kind: Kind of the petition that the record is about.
        reported_by_id: Person who reported the trouble.
        is_closed: Nothing is under way on the case or petition any more.
    """

    unit_ids: frozenset[int] = frozenset()
    role: str | None = None
    unit_id: int | None = None
    assignee_id: int | None = None
    claimant_id: int | None = None
    done_by_id: int | None = None
    done_for_id: int | None = None
    kind: str | None = None
    reported_by_id: int | None = None
    is_closed: bool = False


Predicate = Callable[[Actor, Target], bool]


def works_in_related_unit(actor: Actor, target: Target) -> bool:
    """The person works on cases in a unit related to this one."""
    return any(
        one.role in CASE_STAFF and one.unit_id in target.unit_ids for one in actor.assignments
    )


def looks_up_the_unit(actor: Actor, target: Target) -> bool:
    """The person may look up records of the unit, or of a related one (regulation Art 8(1)c)."""
    units = target.unit_ids | {target.unit_id}
    return any(one.role == LOOKUP and one.unit_id in units for one in actor.assignments)


def supervises_the_city(actor: Actor, target: Target) -> bool:  # noqa: ARG001
    """The person belongs to the city inspectorate (regulation Art 11)."""
    return "inspectorate" in actor.roles


def holds_the_role(actor: Actor, target: Target) -> bool:
    """The person holds the needed role in the unit that does the step."""
    return target.role is not None and actor.holds(target.role, target.unit_id)


def deals_with_people(actor: Actor, target: Target) -> bool:  # noqa: ARG001
    """The step is one of those for which one has to know how to reach people."""
    return target.role in DEALS_WITH_PEOPLE


def holds_the_role_in_a_related_unit(actor: Actor, target: Target) -> bool:
    """The person holds the needed role in a unit related to the case."""
    return any(
        one.role == target.role and one.unit_id in target.unit_ids for one in actor.assignments
    )


def is_not_assigned_to_another(actor: Actor, target: Target) -> bool:
    """No form has named somebody else for the step."""
    return target.assignee_id in {None, actor.account_id}


def is_not_claimed_by_another(actor: Actor, target: Target) -> bool:
    """Nobody else has taken the step."""
    return target.claimant_id in {None, actor.account_id}


def is_claimed_by_the_actor(actor: Actor, target: Target) -> bool:
    """The person has taken the step."""
    return target.claimant_id == actor.account_id


def is_assigned_to_the_actor(actor: Actor, target: Target) -> bool:
    """A leader or a form has given the step to the person."""
    return target.assignee_id == actor.account_id


def leads_a_related_unit(actor: Actor, target: Target) -> bool:
    """The person leads a unit that has to do with the case, or a part of it."""
    return any(one.role in LEADERS and one.unit_id in target.unit_ids for one in actor.assignments)


def is_named(actor: Actor, target: Target) -> bool:
    """It was meant for this very person."""
    return target.assignee_id == actor.account_id


def ended_the_step(actor: Actor, target: Target) -> bool:
    """The person ended the step."""
    return target.done_by_id == actor.account_id


def was_done_for_nobody_else(actor: Actor, target: Target) -> bool:  # noqa: ARG001
    """The step was ended in one's own right."""
    return target.done_for_id is None


def is_under_way(actor: Actor, target: Target) -> bool:  # noqa: ARG001
    """Something still goes on with the case or petition."""
    return not target.is_closed


def works_in_the_unit(actor: Actor, target: Target) -> bool:
    """The person works on cases in the unit."""
    return any(actor.holds(role, target.unit_id) for role in CASE_STAFF)


def leads_the_unit(actor: Actor, target: Target) -> bool:
    """The person leads the unit or a part of it."""
    return any(actor.holds(role, target.unit_id) for role in LEADERS)


def heads_the_unit(actor: Actor, target: Target) -> bool:
    """The person is the head of the unit."""
    return actor.holds("head", target.unit_id)


def edits_rules(actor: Actor, target: Target) -> bool:  # noqa: ARG001
    """The person edits procedures for the inspectorate (regulation Art 11(8))."""
    return "rule_editor" in actor.roles


def administers(actor: Actor, target: Target) -> bool:  # noqa: ARG001
    """The person administers the system (regulation Art 8(1)a)."""
    return "administrator" in actor.roles


def supports_the_unit(actor: Actor, target: Target) -> bool:
    """The person looks after the machines of the unit (regulation Art 15(2)e, 16)."""
    return actor.holds("unit_it", target.unit_id)


def reported_it(actor: Actor, target: Target) -> bool:
    """The person has reported the trouble."""
    return target.reported_by_id == actor.account_id


def visits_a_related_unit(actor: Actor, target: Target) -> bool:
    """The person looks at the screens of a related unit to help (regulation Art 16(1))."""
    return actor.visit is not None and actor.visit.unit_id in target.unit_ids


def visits_the_unit(actor: Actor, target: Target) -> bool:
    """The person looks at the screens of the unit to help (regulation Art 16(1))."""
    return actor.visit is not None and actor.visit.unit_id == target.unit_id
