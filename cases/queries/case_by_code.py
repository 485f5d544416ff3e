"""Finds a case or a petition by its code for the command line; a page asks the policy too."""

from sqlalchemy import select

from cases.codes import is_petition_code
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.models.case import Case
from cases.models.petition import Petition
from cases.queries.subjects import Subject


def subject_of(tx: Transaction, code: str) -> Subject:
    """Return what the code is of: kind and id.

    Raises:
        NotFoundError: There is no such case or petition.
    """
    written = code.strip().upper()
    kind, model = ("petition", Petition) if is_petition_code(written) else ("case", Case)
    found = tx.scalar(select(model.id).where(model.code == written))
    if found is None:
        raise NotFoundError
    return kind, found
