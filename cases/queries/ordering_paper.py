"""The paper with which a procedure was started on a case: the letter that a step answers."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cases.database import Transaction
from cases.models.case_step import CaseStep
from cases.models.document import Document
from cases.models.run import Run
from cases.office import Office


@dataclass(frozen=True, slots=True)
class OrderingPaper:
    """A paper by its number, kind, day and recipient."""

    number: str
    title: str
    issued_on: date | None
    recipient: str | None


def ordering_paper(tx: Transaction, office: Office, run_id: int) -> OrderingPaper | None:
    """Return the first numbered paper of a run that was started on a case; others have none.

    Several such runs of one procedure may wait side by side: the paper tells them apart.
    """
    document = tx.scalars(
        select(Document)
        .join(CaseStep, CaseStep.id == Document.step_id)
        .join(Run, Run.id == CaseStep.run_id)
        .where(Run.id == run_id, Run.parent_run_id.is_not(None), Document.number.is_not(None))
        .order_by(Document.id)
        .limit(1)
    ).one_or_none()
    if document is None or document.number is None:
        return None
    kind = office.documents.get(document.type)
    title = kind.title if kind else document.type
    return OrderingPaper(document.number, title, document.issued_on, document.recipient)
