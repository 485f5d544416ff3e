"""What was chosen at a step that its own doer took back: it comes back with the rest."""

import json
from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from cases.database import Transaction
from cases.models.amendment import Amendment
from cases.models.document import Document
from cases.models.fact import Fact
from cases.models.run import Run
from forms.fields import Form, Kind


def taken_back_answers(
    tx: Transaction, run_id: int, step_id: int | None, form: Form
) -> Mapping[str, object]:
    """Return facts and the number of the paper, by field; nothing of a step that others sent back.

    Args:
        tx: A transaction.
        run_id: The run.
        step_id: The step as it was done last.
        form: Its form.
    """
    taken_back = select(Amendment.id).where(
        Amendment.step_id == step_id, Amendment.kind == "taken_back"
    )
    if tx.scalar(taken_back) is None:
        return {}
    same = (Fact.subject_kind == Run.subject_kind) & (Fact.subject_id == Run.subject_id)
    rows = tx.execute(select(Fact.name, Fact.value).join(Run, same).where(Run.id == run_id))
    facts = {name: json.loads(value) for name, value in rows}
    papers = select(Document.number).where(Document.step_id == step_id).order_by(Document.id)
    number = tx.scalars(papers).first()
    found: dict[str, object] = {}
    for field in form.fields:
        value = number if field.record == "document.number" else facts.get(field.fact or "")
        if value is not None:
            is_date = field.kind is Kind.DATE
            found[field.key] = date.fromisoformat(str(value)) if is_date else value
    return found
