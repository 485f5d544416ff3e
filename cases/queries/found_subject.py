"""Finds a case or a petition by its code, with what its page stands on."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, select

from cases.actor import Actor
from cases.codes import is_petition_code
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.models.case import Case
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.models.petition_text import PetitionText
from cases.models.run import Run
from cases.office import LoadedVersion, Office
from cases.policy.visible_cases import visible_cases, visible_petitions
from cases.queries.related_units import related_units
from cases.queries.subjects import Subject
from cases.secrecy import SHOWN_TITLE, is_secret


@dataclass(frozen=True, slots=True)
class FoundSubject:
    """The rows behind one page.

    Attributes:
        matter: The case; ``None`` on the page of a petition.
        petition: The petition, or the first that the case settles.
        subjects: What the page is about first, then the petitions that the case settles.
    """

    matter: Case | None
    petition: Petition | None
    text: PetitionText | None
    run: Run | None
    version: LoadedVersion | None
    units: frozenset[int]
    subjects: tuple[Subject, ...]

    @property
    def subject(self) -> Subject:
        """What the page is about."""
        return self.subjects[0]

    @property
    def row(self) -> Case | Petition:
        """The row of the subject."""
        found = self.matter or self.petition
        if found is None:
            raise NotFoundError
        return found

    @property
    def unit_id(self) -> int:
        """The unit that settles the case, or received the petition."""
        row = self.row
        return row.settling_unit_id if isinstance(row, Case) else row.receiving_unit_id

    @property
    def title(self) -> str:
        """What it is about; a petition whose text was erased has none, and nothing secret."""
        if is_secret(self.row.secrecy):
            return SHOWN_TITLE
        if self.matter:
            return self.matter.title
        return (self.text.title or self.text.summary) if self.text else ""


def find_subject(tx: Transaction, office: Office, actor: Actor, code: str) -> FoundSubject:
    """Return the rows behind the page of a case or petition.

    Raises:
        NotFoundError: No such case or petition, or none that the person may know of.
    """
    if is_petition_code(code):
        return _find_petition(tx, office, actor, code)
    row = tx.execute(
        select(Case, Run)
        .outerjoin(Run, _main_run_of("case", Case.id))
        .where(Case.code == code, visible_cases(actor))
        .order_by(Run.id.desc())
    ).first()
    if row is None:
        raise NotFoundError
    matter: Case = row[0]
    run: Run | None = row[1]
    joined = tx.execute(
        select(Petition, PetitionText)
        .join(PetitionCase, PetitionCase.petition_id == Petition.id)
        .outerjoin(PetitionText, PetitionText.petition_id == Petition.id)
        .where(PetitionCase.case_id == matter.id)
        .order_by(Petition.received_on, Petition.id)
    ).all()
    petition, text = joined[0] if joined else (None, None)
    return FoundSubject(
        matter,
        petition,
        text,
        run,
        office.version(tx, run.version_id) if run else None,
        related_units(tx, case_id=matter.id),
        (("case", matter.id), *(("petition", one.id) for one, _ in joined)),
    )


def _find_petition(tx: Transaction, office: Office, actor: Actor, code: str) -> FoundSubject:
    row = tx.execute(
        select(Petition, PetitionText, Run)
        .outerjoin(PetitionText, PetitionText.petition_id == Petition.id)
        .outerjoin(Run, _main_run_of("petition", Petition.id))
        .where(Petition.code == code, visible_petitions(actor))
        .order_by(Run.id.desc())
    ).first()
    if row is None:
        raise NotFoundError
    petition, text = row[0], row[1]
    run: Run | None = row[2]
    return FoundSubject(
        None,
        petition,
        text,
        run,
        office.version(tx, run.version_id) if run else None,
        related_units(tx, petition_id=petition.id),
        (("petition", petition.id),),
    )


def _main_run_of(kind: str, subject_id: Any) -> ColumnElement[bool]:  # noqa: ANN401
    return and_(Run.subject_kind == kind, Run.subject_id == subject_id, Run.parent_run_id.is_(None))
