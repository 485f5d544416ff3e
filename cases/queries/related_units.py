"""Which units have to do with a case now."""

from sqlalchemy import select

from cases.database import Transaction
from cases.models.case_unit import CaseUnit


def related_units(tx: Transaction, *, case_id: int) -> frozenset[int]:
    """Return the units with a relation in force."""
    return frozenset(
        tx.scalars(
            select(CaseUnit.unit_id).where(CaseUnit.case_id == case_id, CaseUnit.valid_to.is_(None))
        )
    )
