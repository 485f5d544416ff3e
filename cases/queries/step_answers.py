"""What was written at the finished steps of a case, as people read it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

from sqlalchemy import func, select

from cases.database import Transaction
from cases.models.answer import Answer
from cases.models.case_step import CaseStep
from cases.models.petition import Petition
from cases.models.run import Run
from cases.office import LoadedVersion, Office
from cases.queries.subjects import Subject, about
from cases.queries.taken_back_answers import taken_back_answers
from cases.queries.views import AnswerView
from cases.steps.return_reason import RETURN_REASON, TITLE
from forms.date_reader import write_date
from forms.fields import NUMERIC, Field, Form, Kind
from forms.number_reader import write_number

REMARK = "note.text"
OF_PETITION = "petition."


def step_answers(
    tx: Transaction, office: Office, subjects: Sequence[Subject]
) -> Mapping[int, tuple[AnswerView, ...]]:
    """Return the answers kept with each step (id of the step -> answers in the form's order).

    Only what a form asked and no other record holds: reasons, findings, opinions. What was
    erased is not there any more.
    """
    rows = tx.execute(
        select(Answer.step_id, CaseStep.element, Run.version_id, Answer.key, Answer.value)
        .join(CaseStep, CaseStep.id == Answer.step_id)
        .join(Run, Run.id == CaseStep.run_id)
        .where(about(Run, subjects))
        .order_by(Answer.step_id)
    ).all()
    answers: dict[int, tuple[AnswerView, ...]] = {}
    for (step_id, element, version_id), group in groupby(rows, key=lambda row: row[:3]):
        form = _form(office.version(tx, version_id), element)
        kept = {key: json.loads(value) for *_, key, value in group}
        answers[step_id] = tuple(_in_words(form, kept))
    return answers


def last_answers(
    tx: Transaction, run_id: int, element: str, form: Form | None
) -> Mapping[str, object]:
    """Return what was answered when the step was done before, to be worked on again.

    Remarks on the work of others are left out: they were about that time. A choice that only the
    diagram knows comes back to nobody but who took the step back; what it says about a petition
    stands in the books and comes back to everybody.
    """
    if form is None:
        return {}
    step_id = tx.scalar(
        select(func.max(CaseStep.id)).where(
            CaseStep.run_id == run_id, CaseStep.element == element, CaseStep.outcome == "done"
        )
    )
    rows = tx.execute(select(Answer.key, Answer.value).where(Answer.step_id == step_id))
    kept = {key: json.loads(value) for key, value in rows}
    written = {
        field.key: _typed_again(field, kept[field.key])
        for field in form.fields
        if field.key in kept and field.record != REMARK
    }
    booked = _booked(tx, run_id, form)
    return {**booked, **taken_back_answers(tx, run_id, step_id, form), **written}


def _booked(tx: Transaction, run_id: int, form: Form) -> Mapping[str, object]:
    """Return what the books say of the petition that the run is about, by field."""
    asked = {
        field.key: field.record.removeprefix(OF_PETITION)
        for field in form.fields
        if field.record and field.record.startswith(OF_PETITION)
    }
    of_run = (Run.subject_kind == "petition") & (Run.subject_id == Petition.id)
    petition = (
        tx.scalar(select(Petition).join(Run, of_run).where(Run.id == run_id)) if asked else None
    )
    values = {key: getattr(petition, column, None) for key, column in asked.items()}
    return {key: value for key, value in values.items() if value is not None}


def _typed_again(field: Field, value: object) -> object:
    if isinstance(value, list):
        return tuple(value)
    return date.fromisoformat(str(value)) if field.kind is Kind.DATE else value


def _form(version: LoadedVersion, element: str) -> Form | None:
    notation = version.procedure.steps.get(element)
    message = version.info.messages.get(element)
    code = notation.form if notation else message.form if message else None
    return version.forms.get(code) if code else None


def _in_words(form: Form | None, kept: Mapping[str, object]) -> Iterator[AnswerView]:
    if RETURN_REASON in kept:
        yield AnswerView(TITLE, str(kept[RETURN_REASON]))
    for field in form.fields if form else ():
        if field.key in kept:
            yield AnswerView(field.label, words_of(field, kept[field.key]))


def words_of(field: Field, value: object) -> str:
    """Return a stored answer as people read it."""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, list):
        return "\n".join(_one_of_several(field, each) for each in value)
    if field.kind is Kind.DATE:
        return write_date(date.fromisoformat(str(value)))
    if field.kind in NUMERIC:
        return f"{write_number(Decimal(str(value)))} {field.suffix}".strip()
    return field.option_label(str(value))


def _one_of_several(field: Field, each: object) -> str:
    if not isinstance(each, Mapping):
        return field.option_label(str(each))
    columns = (column for column in field.columns if column.key in each)
    return ", ".join(f"{column.label}: {words_of(column, each[column.key])}" for column in columns)
