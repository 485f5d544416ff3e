"""What a page is about: a case with the petitions it settles, or a petition alone."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select

from cases.models.case import Case
from cases.models.petition import Petition
from cases.models.run import Run

Subject = tuple[str, int]
"""Kind (``case`` or ``petition``) and id."""

CODE_OF_RUN = func.coalesce(
    select(Case.code)
    .where(Run.subject_kind == "case", Case.id == Run.subject_id)
    .scalar_subquery(),
    select(Petition.code)
    .where(Run.subject_kind == "petition", Petition.id == Run.subject_id)
    .scalar_subquery(),
).label("code")
"""Code of what a run is about, for a statement that reads ``run``."""


def about(table: Any, subjects: Sequence[Subject]) -> ColumnElement[bool]:  # noqa: ANN401
    """Return the condition that a row of ``table`` is about one of the subjects."""
    kinds = sorted({kind for kind, _ in subjects})
    return or_(
        false(),
        *(
            and_(
                table.subject_kind == kind,
                table.subject_id.in_([one for of_kind, one in subjects if of_kind == kind]),
            )
            for kind in kinds
        ),
    )


def belongs_to(table: Any, subjects: Sequence[Subject]) -> ColumnElement[bool]:  # noqa: ANN401
    """Return the same condition for a table with ``case_id`` and ``petition_id``."""
    columns = {"case": table.case_id, "petition": table.petition_id}
    kinds = sorted({kind for kind, _ in subjects})
    return or_(
        false(),
        *(
            columns[kind].in_([one for of_kind, one in subjects if of_kind == kind])
            for kind in kinds
        ),
    )
