"""Which units have to do with a case now."""

from sqlalchemy import select

from cases.database import Transaction
from cases.models.case_unit import CaseUnit
from cases.models.work_item import WorkItem


def related_units(
    tx: Transaction, *, case_id: int | None = None, petition_id: int | None = None
) -> frozenset[int]:
    """Return the units with a relation in force to a case or to a petition."""
    related = CaseUnit.petition_id == petition_id if petition_id else CaseUnit.case_id == case_id
    return frozenset(
        tx.scalars(select(CaseUnit.unit_id).where(related, CaseUnit.valid_to.is_(None)))
    )


def units_of_subject(tx: Transaction, subject: tuple[str, int]) -> frozenset[int]:
    """Return the units with a relation in force to a case or petition."""
    kind, subject_id = subject
    if kind == "petition":
        return related_units(tx, petition_id=subject_id)
    return related_units(tx, case_id=subject_id)


def units_of_item(tx: Transaction, item: WorkItem) -> frozenset[int]:
    """Return the units related to the subject of a to-do row, and the one that has to do it."""
    related = related_units(tx, case_id=item.case_id, petition_id=item.petition_id)
    return related | {item.unit_id}
