"""Which further procedures a person may start on a case as it stands."""

from dataclasses import dataclass

from cases.actor import Actor
from cases.database import Transaction
from cases.office import LoadedVersion, Office
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.run_views import ActionView
from cases.steps.decision_to_enforce import decision_to_enforce
from cases.steps.startable import why_not
from cases.versions import versions_in_force


@dataclass(frozen=True, slots=True)
class CaseAsItStands:
    """What decides about further procedures on a case."""

    id: int
    kind: str
    unit_id: int
    running_terms: frozenset[str]
    running_codes: frozenset[str]
    is_paused: bool


def startable(
    tx: Transaction, office: Office, actor: Actor, case: CaseAsItStands
) -> tuple[ActionView, ...]:
    """Return the procedures, in the order of their titles."""
    versions = (office.version(tx, one) for one in versions_in_force(tx, office.today()))
    offered = [one for one in versions if _is_offered(tx, one, actor, case)]
    titles = sorted((one.info.action_title, one.info.code) for one in offered)
    return tuple(ActionView(code, title) for title, code in titles)


def _is_offered(
    tx: Transaction, version: LoadedVersion, actor: Actor, case: CaseAsItStands
) -> bool:
    info = version.info
    if not info.on_case or info.kind != case.kind:
        return False
    if not allows(
        Permission.PROCEDURE_START, actor, Target(role=info.action_role, unit_id=case.unit_id)
    ):
        return False
    return not why_not(
        version,
        running_terms=case.running_terms,
        running_codes=case.running_codes,
        is_paused=case.is_paused,
        can_enforce=lambda: decision_to_enforce(tx, case.id) is not None,
    )
