"""What lists show of a subject, be it a case or a petition that has no case.

For statements that join ``case``, ``petition`` and ``petition_text`` from outside: of a row that
is about a case the two others are empty, and the other way round.
"""

from typing import Any

from sqlalchemy import and_, case, func, or_, select

from cases.models.case import Case
from cases.models.deadline import Deadline
from cases.models.party import Party
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.models.petition_text import PetitionText
from cases.models.run import Run
from cases.models.work_item import WorkItem
from cases.secrecy import NOT_SECRET, SHOWN_TITLE

CODE: Any = func.coalesce(Case.code, Petition.code)
KIND: Any = func.coalesce(Case.kind, Petition.kind)
FIELD: Any = func.coalesce(Case.field, Petition.field)
UNIT_ID: Any = func.coalesce(Case.settling_unit_id, Petition.receiving_unit_id)
SECRECY: Any = func.coalesce(Case.secrecy, Petition.secrecy)
TITLE: Any = case(
    (SECRECY != NOT_SECRET, SHOWN_TITLE),
    else_=func.coalesce(Case.title, PetitionText.title, PetitionText.summary),
)
TITLE_F: Any = func.coalesce(Case.title_f, PetitionText.title_f, PetitionText.text_f)

_JOINED = (
    select(PetitionCase.petition_id)
    .where(PetitionCase.case_id == Case.id)
    .correlate(Case)
    .scalar_subquery()
)
IS_AUTHOR = and_(
    Party.role == "author", or_(Party.petition_id == Petition.id, Party.petition_id.in_(_JOINED))
)
"""Condition on ``party``: wrote the petition, or one of those that the case settles."""


def with_subject_of_item(statement: Any) -> Any:  # noqa: ANN401 - a statement
    """Join what a statement on ``work_item`` needs for these columns."""
    return (
        statement.outerjoin(Case, Case.id == WorkItem.case_id)
        .outerjoin(Petition, Petition.id == WorkItem.petition_id)
        .outerjoin(PetitionText, PetitionText.petition_id == Petition.id)
    )


def with_subject_of_deadline(statement: Any) -> Any:  # noqa: ANN401 - a statement
    """Join case and petition to a statement on ``deadline``."""
    of_case = and_(Deadline.subject_kind == "case", Case.id == Deadline.subject_id)
    of_petition = and_(Deadline.subject_kind == "petition", Petition.id == Deadline.subject_id)
    return statement.outerjoin(Case, of_case).outerjoin(Petition, of_petition)


def with_subject_of_run(statement: Any) -> Any:  # noqa: ANN401 - a statement
    """Join what a statement on ``run`` needs for these columns."""
    of_case = and_(Run.subject_kind == "case", Case.id == Run.subject_id)
    of_petition = and_(Run.subject_kind == "petition", Petition.id == Run.subject_id)
    return (
        statement.outerjoin(Case, of_case)
        .outerjoin(Petition, of_petition)
        .outerjoin(PetitionText, PetitionText.petition_id == Petition.id)
    )
