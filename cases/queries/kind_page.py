"""What the pages show on which a petition becomes a denunciation, or is split."""

from dataclasses import dataclass

from cases.actor import Actor
from cases.database import Transaction
from cases.erasure.obstacles import obstacle_to_denunciation
from cases.erasure.preview import ErasurePreview, preview_of
from cases.erasure.reach import reach_of_petition
from cases.errors import NotFoundError
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.found_subject import find_subject


@dataclass(frozen=True, slots=True)
class KindPage:
    """A petition and what would be erased of it.

    Attributes:
        obstacle: Why it cannot become a denunciation; ``None`` when it can.
    """

    code: str
    title: str
    kind: str
    preview: ErasurePreview
    obstacle: str | None


def kind_page(
    tx: Transaction, office: Office, actor: Actor, *, code: str, permission: Permission
) -> KindPage:
    """Return the page of a petition whose kind is to change, or that is to be split.

    Raises:
        NotFoundError: No such petition, or none that the person may know of.
        NotAllowedError: It is not for the person.
    """
    found = find_subject(tx, office, actor, code)
    if found.matter is not None or found.petition is None:
        raise NotFoundError
    petition = found.petition
    require(permission, actor, Target(found.units, unit_id=petition.receiving_unit_id))
    reach = reach_of_petition(tx, petition.id, same_paper=permission is Permission.KIND_CHANGE)
    return KindPage(
        code,
        found.title,
        petition.kind,
        preview_of(tx, reach),
        obstacle_to_denunciation(tx, petition.id, reach),
    )
