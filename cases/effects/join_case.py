"""Joins the petition to the case that triage named (nhập đơn vào vụ việc).

The case goes on as it stands; from now on it settles this petition as well.
"""

from sqlalchemy import select

from cases.database import Transaction
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.office import Office
from cases.rows import insert_rows
from cases.runs.locked_run import LockedRun
from cases.search.entries import index_case
from engine.values import Effect


def perform(tx: Transaction, office: Office, run: LockedRun, effect: Effect) -> None:  # noqa: ARG001
    """Write that the case settles the petition from today."""
    case_id = tx.scalar(select(Petition.joins_case_id).where(Petition.id == run.petition_id))
    if case_id is None:
        return  # the form that led here asks for the case
    joined = {"petition_id": run.petition_id, "case_id": case_id, "joined_on": office.today()}
    insert_rows(tx, PetitionCase, [joined])
    index_case(tx, case_id)
