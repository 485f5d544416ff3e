"""Writes the records that a form fills in: documents, decision, case columns, answers, files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, func, select, update

from cases.database import Transaction
from cases.folding import fold
from cases.models.answer import Answer
from cases.models.case import Case
from cases.models.decision import Decision
from cases.models.document import Document
from cases.office import Office, to_json
from cases.rows import insert_for_ids, insert_rows
from cases.runs.locked_run import LockedRun
from cases.runs.recorded_events import NewEvent
from cases.search.entries import index_case
from cases.steps.filed_answers import FiledAnswers
from cases.steps.kept_file import keep_file
from cases.steps.refused_papers import refuse_papers

EVENT_COLUMNS: Mapping[str, tuple[str, str | None]] = {
    "accepted": ("accepted_on", None),
    "refused": ("closed_on", "refused"),
    "decision_issued": ("closed_on", "decision"),
    "terminated": ("closed_on", "terminated"),
    "dialogue_held": ("dialogue_on", None),
    "petition_stored": ("closed_on", "withdrawn"),
    "conclusion_issued": ("closed_on", "conclusion"),
}
"""Event -> date column of the case, and how the case ended; both are what reports count."""


DECISION_DAYS: Mapping[str, str] = {
    "decision_sent": "sent_on",
    "legal_force_reached": "legal_force_on",
}
"""Event -> date column of the newest decision of the case."""

EVENT_DOCUMENTS: Mapping[str, str] = {"refused": "refusal", "withdrawn": "withdrawal"}
"""Event -> type of the paper that carries it, where a step has more than one way to end."""

_UPDATE_CASE = update(Case.__table__).where(Case.__table__.c.id == bindparam("of_id"))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Writing:
    """Who writes, when, and for which step."""

    tx: Transaction
    office: Office
    run: LockedRun
    at: datetime
    account_id: int
    step_id: int | None


def write_case(writing: Writing, filed: FiledAnswers, events: list[NewEvent]) -> None:
    """Update the columns of the case that the form or its events set."""
    if writing.run.case_id is None:
        return
    columns = dict(filed.record("case"))
    is_renamed = columns.get("title", writing.run.title) != writing.run.title
    if is_renamed:
        columns["title_f"] = fold(str(columns["title"]))
    for event in events:
        column, closing = EVENT_COLUMNS.get(event.code, (None, None))
        if column:
            columns[column] = event.occurred_on
            columns.update({"closing": closing} if closing else {})
    if "accepted_on" in columns and "number" in filed.record("document"):
        columns["acceptance_number"] = filed.record("document")["number"]
    if columns:
        changed = {"of_id": writing.run.case_id, **columns}
        writing.tx.connection().execute(_UPDATE_CASE, changed)
    if is_renamed:
        index_case(writing.tx, writing.run.case_id)


def write_documents(writing: Writing, filed: FiledAnswers, document_type: str) -> int | None:
    """Insert the document a form describes, and one more for each further file.

    Returns:
        The id of the document the step issued, if any.

    Raises:
        SubmissionRefusedError: It is about a denunciation that may not hold it.
    """
    described = filed.record("document")
    number = described.get("number") or filed.record("decision").get("number")
    issued_on = described.get("issued_on") or filed.record("decision").get("signed_on")
    if not described and not number and not filed.files:
        return None
    usual = _type(filed, document_type)
    is_described = bool(described or number)
    sent = {own or usual for own, _ in filed.typed_files}
    refuse_papers(writing.office, writing.run, sent | ({usual} if is_described else set()))
    papers = _papers(writing, filed, usual, is_described=is_described)
    rows = [
        {
            "case_id": writing.run.case_id,
            "petition_id": writing.run.petition_id,
            "step_id": writing.step_id,
            "type": paper_type,
            "number": number if index == 0 else None,
            "issued_on": issued_on or _first_event_day(filed) if index == 0 else None,
            "recipient": described.get("recipient") if index == 0 else None,
            "secrecy": writing.run.secrecy,
            "file_id": file_id,
            "recorded_by_id": writing.account_id,
            "recorded_at": writing.at,
        }
        for index, (paper_type, file_id) in enumerate(papers)
    ]
    return insert_for_ids(writing.tx, Document, rows)[0]


def _papers(
    writing: Writing, filed: FiledAnswers, usual: str, *, is_described: bool
) -> list[tuple[str, int | None]]:
    """Return type and file of each paper: first the one that the form describes, if it does."""
    kept = [
        (own or usual, keep_file(writing.tx, writing.office, writing.account_id, file))
        for own, file in filed.typed_files
    ]
    first = next((one for one in kept if one[0] == usual), None)
    if first is None:
        return [(usual, None), *kept] if is_described or not kept else list(kept)
    return [first, *(one for one in kept if one is not first)]


def write_decision(writing: Writing, filed: FiledAnswers) -> None:
    """Insert the decision a form describes; date what has become of the one there is."""
    days = {
        DECISION_DAYS[event.code]: event.occurred_on
        for event in filed.events
        if event.code in DECISION_DAYS
    }
    if days and writing.run.case_id is not None:
        of_case = select(func.max(Decision.id)).where(Decision.case_id == writing.run.case_id)
        changed = update(Decision).where(Decision.id == of_case.scalar_subquery()).values(**days)
        writing.tx.execute(changed.execution_options(synchronize_session=False))
    columns = filed.record("decision")
    if columns and writing.run.case_id is not None:
        row = {
            **columns,
            "case_id": writing.run.case_id,
            "step_id": writing.step_id,
            "signer_id": writing.account_id,
        }
        insert_rows(writing.tx, Decision, [row])


def write_answers(writing: Writing, answers: Mapping[str, object]) -> None:
    """Insert what has no other home."""
    if answers and writing.step_id is not None:
        rows = [
            {"step_id": writing.step_id, "key": key, "value": to_json(value)}
            for key, value in answers.items()
        ]
        insert_rows(writing.tx, Answer, rows)


def _type(filed: FiledAnswers, usual: str) -> str:
    named = (EVENT_DOCUMENTS[one.code] for one in filed.events if one.code in EVENT_DOCUMENTS)
    return next(named, usual)


def _first_event_day(filed: FiledAnswers) -> date | None:
    return filed.events[0].occurred_on if filed.events else None
