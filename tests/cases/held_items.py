"""To-do rows that are free, named and taken in every way."""

from collections.abc import Iterable
from itertools import product

from sqlalchemy import insert

from cases.models.work_item import WorkItem
from tests.cases.matter import Matter


def hold_in_every_way(
    complaint: Matter,
    roles: Iterable[str],
    unit_ids: Iterable[int],
    account_ids: Iterable[int | None],
) -> None:
    """Write a row for every role, unit, person who was named and person who has taken it."""
    office, accounts = complaint.office, tuple(account_ids)
    rows = [
        {
            "run_id": complaint.run_id,
            "task_id": f"{number:032x}",
            "element": "x",
            "name": "x",
            "role": role,
            "unit_id": unit_id,
            "kind": "complaint",
            "assignee_id": assignee,
            "claimant_id": claimant,
            "opened_at": office.clock.now(),
        }
        for number, (role, unit_id, assignee, claimant) in enumerate(
            product(roles, unit_ids, accounts, accounts)
        )
    ]
    with office.database.writing() as tx:
        tx.execute(insert(WorkItem), rows)
