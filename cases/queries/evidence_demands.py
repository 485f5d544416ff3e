"""The demands for papers in a case: who was asked, until when, and what came of it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from cases.database import Transaction
from cases.models.case_step import CaseStep
from cases.models.deadline import Deadline
from cases.models.document import Document
from cases.models.event import Event
from cases.models.run import Run

MADE = "demand_made"
RECEIVED = "evidence_received"
NOT_SUPPLIED = "evidence_not_supplied"


@dataclass(frozen=True, slots=True)
class EvidenceDemand:
    """One demand; ``answer`` is the event that ended it, ``None`` while it waits.

    ``is_waiting`` is false as well for a demand that ended with the decision, without an answer.
    """

    run_id: int
    number: str | None
    recipient: str | None
    made_on: date
    deadline_id: int | None
    is_waiting: bool
    answer: str | None
    answered_on: date | None


def evidence_demands(tx: Transaction, case_id: int) -> tuple[EvidenceDemand, ...]:
    """Return the demands of a case, the oldest first."""
    answer, answering = aliased(Event), aliased(CaseStep)
    rows = tx.execute(
        select(
            Run.id,
            Document.number,
            Document.recipient,
            Event.occurred_on,
            Deadline.id,
            Run.status,
            answer.code,
            answer.occurred_on,
        )
        .select_from(Event)
        .join(CaseStep, CaseStep.id == Event.step_id)
        .join(Run, Run.id == CaseStep.run_id)
        .outerjoin(Document, Document.id == Event.document_id)
        .outerjoin(Deadline, Deadline.opening_event_id == Event.id)
        .outerjoin(answering, and_(answering.run_id == Run.id, answering.id != CaseStep.id))
        .outerjoin(
            answer, and_(answer.step_id == answering.id, answer.code.in_((RECEIVED, NOT_SUPPLIED)))
        )
        .where(Event.subject_kind == "case", Event.subject_id == case_id, Event.code == MADE)
        .order_by(Event.id)
    )
    demands: dict[int, EvidenceDemand] = {}
    for run, number, recipient, made, deadline, status, code, day in rows:
        is_waiting = status == "running"
        demand = EvidenceDemand(run, number, recipient, made, deadline, is_waiting, code, day)
        if run not in demands or demand.answer:  # a step done again leaves a row of its own
            demands[run] = demand
    return tuple(demands.values())
