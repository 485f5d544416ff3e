"""Writes down that somebody who may only look up has searched (điểm c khoản 1 Điều 8 Quy chế)."""

from collections.abc import Mapping

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.office import Office
from cases.policy.permissions import Permission
from cases.policy.permitted_units import permitted_units


def note_search(
    tx: Transaction, office: Office, actor: Actor, *, asked: Mapping[str, str], rows: int
) -> None:
    """Write one entry; who may not look up leaves none.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: Who searched.
        asked: The filters. Of words that were typed only that there were some.
        rows: How many records were shown.
    """
    if not permitted_units(Permission.CASE_LOOK_UP, actor):
        return
    journal.write(tx, office, actor, "note_search", detail={"asked": dict(asked), "rows": rows})
