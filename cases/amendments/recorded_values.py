"""What stands on record for each field of a step that has ended."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from cases.amendments.current_events import CurrentEvent
from cases.amendments.reported_enforcement import EVENT, FOLLOW_UP, Reported, reported_at
from cases.database import Transaction
from cases.models.answer import Answer
from cases.models.case import Case
from cases.models.case_step import CaseStep
from cases.models.decision import Decision
from cases.models.document import Document
from cases.models.enforcement import Enforcement
from cases.models.party import Party
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.models.petition_text import PetitionText
from cases.runs.locked_run import LockedRun
from forms.fields import Field, Form, Kind

WORDING = frozenset({"decision.content", "note.text"})
"""Records that are kept as answers, because they name people."""


@dataclass(frozen=True, slots=True)
class StepRecords:
    """The rows that the form of one step has filled in, or shares with other steps.

    Attributes:
        petition: The first petition of the subject.
        parties: Those of that petition, by role.
        document: What the step issued or received first.
        reported: What it told about the enforcement of a decision.
    """

    step: CaseStep
    events: Mapping[str, CurrentEvent]
    answers: Mapping[str, object]
    document: Document | None
    decision: Decision | None
    case: Case | None
    petition: Petition | None
    petition_text: PetitionText | None
    parties: Mapping[str, Party]
    reported: Reported

    @property
    def enforcement(self) -> Enforcement | None:
        """The enforcement that the run is about."""
        return self.reported.enforcement


def step_records(
    tx: Transaction, run: LockedRun, step: CaseStep, events: tuple[CurrentEvent, ...]
) -> StepRecords:
    """Read everything that a correction of the step may touch."""
    answers = tx.execute(select(Answer.key, Answer.value).where(Answer.step_id == step.id))
    first_of_step = (
        select(Document)
        .where(Document.step_id == step.id, Document.voided_at.is_(None))
        .order_by(Document.id)
    )
    petition = _petition(tx, run)
    parties = tx.scalars(select(Party).where(Party.petition_id == petition.id)) if petition else ()
    return StepRecords(
        step=step,
        events={event.code: event for event in events if event.step_id == step.id},
        answers={key: json.loads(value) for key, value in answers},
        document=tx.scalars(first_of_step).first(),
        decision=tx.scalars(select(Decision).where(Decision.step_id == step.id)).first(),
        case=tx.get(Case, run.case_id) if run.case_id else None,
        petition=petition,
        petition_text=tx.get(PetitionText, petition.id) if petition else None,
        parties={party.role: party for party in parties},
        reported=reported_at(tx, run.id, step.id)
        if run.version.info.enforces_decision
        else Reported(),
    )


def recorded_values(run: LockedRun, records: StepRecords, form: Form) -> dict[str, object]:
    """Return what stands on record, by key of the field; files and people are left out."""
    found = ((field.key, _recorded(run, records, field)) for field in form.fields)
    return {key: value for key, value in found if value is not None}


def _recorded(run: LockedRun, records: StepRecords, field: Field) -> object:
    if field.event:
        event = records.events.get(field.event)
        return event.occurred_on if event else None
    if field.record and field.record not in WORDING:
        return _typed(field, _column(records, field.record))
    if field.fact:
        return _typed(field, run.term_facts.get(field.fact))
    return _typed(field, records.answers.get(field.key))


def _column(records: StepRecords, path: str) -> Any:  # noqa: ANN401 - of any column
    name, *rest = path.split(".")
    if name in {EVENT, FOLLOW_UP}:
        return records.reported.value(name, rest[0])
    row: object = records.parties.get(rest[0]) if name == "party" else getattr(records, name, None)
    return getattr(row, rest[-1], None)


def _typed(field: Field, value: Any) -> object:  # noqa: ANN401 - what JSON or a column gives
    if field.kind is Kind.CHOICES and isinstance(value, str):
        return tuple(value.split())
    if isinstance(value, list):
        return tuple(value)
    if field.kind is Kind.DATE and isinstance(value, str):
        return date.fromisoformat(value)
    return value


def _petition(tx: Transaction, run: LockedRun) -> Petition | None:
    if run.subject_kind == "petition":
        return tx.get(Petition, run.subject_id)
    return tx.scalars(
        select(Petition)
        .join(PetitionCase, PetitionCase.petition_id == Petition.id)
        .where(PetitionCase.case_id == run.case_id)
        .order_by(Petition.received_on, Petition.id)
    ).first()
