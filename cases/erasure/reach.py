"""How far an erasure goes: the petition, the same paper at other units, their cases and runs."""

from dataclasses import dataclass

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased

from cases.database import Transaction
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.models.run import Run


@dataclass(frozen=True, slots=True)
class Reach:
    """What one erasure goes over.

    Attributes:
        petitions: The petition and, where asked for, the same paper at other units.
        cases: Cases that settle only these petitions.
        runs: Every run on them.
    """

    petitions: tuple[int, ...]
    cases: tuple[int, ...]
    runs: tuple[int, ...]


def reach_of_petition(tx: Transaction, petition_id: int, *, same_paper: bool = True) -> Reach:
    """Return what an erasure of a petition goes over.

    Args:
        tx: The transaction.
        petition_id: The petition.
        same_paper: Take along what other units have registered of the same paper, which was
            passed on: they hold the same author.
    """
    petitions = _same_papers(tx, {petition_id}) if same_paper else {petition_id}
    other = aliased(PetitionCase)
    joined = exists().where(
        other.case_id == PetitionCase.case_id, other.petition_id.not_in(petitions)
    )
    cases = tx.scalars(
        select(PetitionCase.case_id)
        .where(PetitionCase.petition_id.in_(petitions), ~joined)
        .distinct()
    )
    return _with_runs(tx, petitions, set(cases))


def reach_of_case(tx: Transaction, case_id: int) -> Reach:
    """Return what an erasure of a case goes over: it and the petitions that it alone settles."""
    other = aliased(PetitionCase)
    elsewhere = exists().where(
        other.petition_id == PetitionCase.petition_id, other.case_id != case_id
    )
    petitions = tx.scalars(
        select(PetitionCase.petition_id).where(PetitionCase.case_id == case_id, ~elsewhere)
    )
    return _with_runs(tx, set(petitions), {case_id})


def reach_of_matter(tx: Transaction, subject: tuple[str, int]) -> Reach:
    """Return everything that is about the same thing as a petition or case.

    Cases with every petition they settle, petitions with every case they opened, and the same
    paper at other units: one level of secrecy holds for all of it.
    """
    kind, record_id = subject
    petitions = {record_id} if kind == "petition" else set[int]()
    cases = {record_id} if kind == "case" else set[int]()
    size = 0
    while size < len(petitions) + len(cases):
        size = len(petitions) + len(cases)
        rows = tx.execute(
            select(PetitionCase.petition_id, PetitionCase.case_id).where(
                or_(PetitionCase.petition_id.in_(petitions), PetitionCase.case_id.in_(cases))
            )
        ).all()
        cases |= {row.case_id for row in rows}
        petitions |= {row.petition_id for row in rows}
        if petitions:
            petitions |= _same_papers(tx, petitions)
    return _with_runs(tx, petitions, cases)


def _same_papers(tx: Transaction, petition_ids: set[int]) -> set[int]:
    found, new = set(petition_ids), set(petition_ids)
    while new:
        rows = tx.execute(
            select(Petition.id, Petition.forwarded_from_id).where(
                or_(Petition.id.in_(new), Petition.forwarded_from_id.in_(new))
            )
        ).all()
        near = {one for row in rows for one in (row.id, row.forwarded_from_id) if one}
        new = near - found
        found |= near
    return found


def _with_runs(tx: Transaction, petitions: set[int], cases: set[int]) -> Reach:
    about = or_(
        and_(Run.subject_kind == "petition", Run.subject_id.in_(petitions)),
        and_(Run.subject_kind == "case", Run.subject_id.in_(cases)),
    )
    runs = tx.scalars(select(Run.id).where(about).order_by(Run.id))
    return Reach(tuple(sorted(petitions)), tuple(sorted(cases)), tuple(runs))
