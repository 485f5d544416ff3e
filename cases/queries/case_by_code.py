"""Finds a case by its code for the command line; a page asks ``case_page`` and the policy."""

from sqlalchemy import select

from cases.database import Transaction
from cases.errors import NotFoundError
from cases.models.case import Case


def case_id_of(tx: Transaction, code: str) -> int:
    """Return the id of the case with this code.

    Raises:
        NotFoundError: There is none.
    """
    case_id = tx.scalar(select(Case.id).where(Case.code == code.strip().upper()))
    if case_id is None:
        raise NotFoundError
    return case_id
