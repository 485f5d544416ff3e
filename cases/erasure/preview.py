"""Counts what an erasure would take out, for whoever has to confirm it."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import func, or_, select

from cases.database import Transaction
from cases.erasure.reach import Reach
from cases.models.answer import Answer
from cases.models.case import Case
from cases.models.case_step import CaseStep
from cases.models.document import Document
from cases.models.note import Note
from cases.models.party import Party
from cases.models.petition import Petition
from cases.models.petition_text import PetitionText


@dataclass(frozen=True, slots=True)
class ErasurePreview:
    """What would go.

    Attributes:
        parties: People and bodies named on the petition.
        texts: Titles, summaries and requests.
        papers: Documents with number, recipient and scan.
        files: Scans among them.
        answers: Answers typed at steps.
        notes: Notes, directions and reasons, whose words go.
        petitions: Codes of the petition and of the same paper at other units.
        cases: Codes of the cases that are closed with it.
    """

    parties: int
    texts: int
    papers: int
    files: int
    answers: int
    notes: int
    petitions: tuple[str, ...]
    cases: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """What was looked at before it was confirmed."""
        return sha256(repr(self).encode()).hexdigest()[:32]


def preview_of(tx: Transaction, reach: Reach) -> ErasurePreview:
    """Count what an erasure of this reach would take out; nothing is written."""
    of_papers = or_(Document.petition_id.in_(reach.petitions), Document.case_id.in_(reach.cases))
    steps = select(CaseStep.id).where(CaseStep.run_id.in_(reach.runs))
    about = or_(
        (Note.subject_kind == "petition") & Note.subject_id.in_(reach.petitions),
        (Note.subject_kind == "case") & Note.subject_id.in_(reach.cases),
    )
    codes = select(Petition.code).where(Petition.id.in_(reach.petitions)).order_by(Petition.code)
    cases = select(Case.code).where(Case.id.in_(reach.cases)).order_by(Case.code)
    return ErasurePreview(
        parties=_count(tx, Party.id, Party.petition_id.in_(reach.petitions)),
        texts=_count(tx, PetitionText.petition_id, PetitionText.petition_id.in_(reach.petitions)),
        papers=_count(tx, Document.id, of_papers),
        files=_count(tx, Document.file_id, of_papers),
        answers=_count(tx, Answer.key, Answer.step_id.in_(steps)),
        notes=_count(tx, Note.id, about),
        petitions=tuple(tx.scalars(codes)),
        cases=tuple(tx.scalars(cases)),
    )


def _count(tx: Transaction, column: Any, condition: Any) -> int:  # noqa: ANN401 - columns
    return tx.scalar(select(func.count(column)).where(condition)) or 0
