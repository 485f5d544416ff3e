"""Writes number and dates of the conclusion of a denunciation, and nothing else of it."""

from collections.abc import Mapping

from sqlalchemy import update

from cases.models.conclusion import Conclusion
from cases.rows import insert_row
from cases.runs.recorded_events import NewEvent
from cases.steps.filed_answers import FiledAnswers
from cases.steps.written_records import Writing

NUMBER, CONCLUDED = "number", "concluded_on"
EVENT_COLUMNS: Mapping[str, str] = {
    "conclusion_issued": CONCLUDED,
    "conclusion_sent": "sent_on",
    "conclusion_published": "published_on",
}
"""Event -> date column of the conclusion."""


def write_conclusion(writing: Writing, filed: FiledAnswers, events: list[NewEvent]) -> None:
    """Insert the conclusion that a form records, or date what has become of it."""
    columns = dict(filed.record("conclusion"))
    for event in events:
        if event.code in EVENT_COLUMNS:
            columns.setdefault(EVENT_COLUMNS[event.code], event.occurred_on)
    if not columns or writing.run.case_id is None:
        return
    if NUMBER in columns and CONCLUDED in columns:
        row = {**columns, "case_id": writing.run.case_id, "step_id": writing.step_id}
        insert_row(writing.tx, Conclusion, row)
        return
    columns.pop(CONCLUDED, None)  # a day without a number is told by the event alone
    if columns:
        writing.tx.execute(
            update(Conclusion)
            .where(Conclusion.case_id == writing.run.case_id)
            .values(**columns)
            .execution_options(synchronize_session=False)
        )
