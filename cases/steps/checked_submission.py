"""The last look at a submission inside the transaction, where the case is known for sure."""

from collections.abc import Iterable
from datetime import date

from cases.errors import SubmissionRefusedError
from cases.runs.locked_run import LockedRun
from cases.runs.recorded_events import NewEvent
from cases.steps.appointments import is_appointment, refuse_late_notices
from cases.steps.filed_answers import FiledAnswers, file_answers
from cases.steps.governed_acts import refuse_ungoverned
from cases.steps.petition_kinds import AUTHORED
from forms.checked_words import warnings
from forms.fields import Field, Form
from forms.submission import FieldError, Submission

NOT_ASKED = "biểu mẫu của đơn tố cáo không có ô này (khoản 7 Điều 5 Quy chế 2003/QĐ-UBND)"
MAY_BE_ONE = "đơn chưa phân loại có thể là tố cáo, biểu mẫu không có ô này (khoản 7 Điều 5 Quy chế)"


def checked_answers(form: Form | None, submission: Submission | None) -> FiledAnswers:
    """Return the answers to a form, sorted; none where nothing is asked.

    Raises:
        SubmissionRefusedError: The answers have errors.
        ValueError: Something is asked and the caller brings no answers.
    """
    if form is None:
        return FiledAnswers()
    if submission is None:
        raise ValueError(form.code)
    refuse_errors(submission)
    return file_answers(form, submission)


def refuse_errors(submission: Submission) -> None:
    """Refuse a submission that still has errors, or words nobody has answered for.

    Raises:
        SubmissionRefusedError: With every error at its field.
    """
    wrong = (*submission.errors, *submission.warnings)
    if wrong:
        raise SubmissionRefusedError(wrong)


def refuse_unlawful(
    run: LockedRun,
    form: Form | None,
    events: list[NewEvent],
    submission: Submission | None,
    today: date,
) -> None:
    """Refuse answers that the law, or the course of the case, does not allow.

    Raises:
        SubmissionRefusedError: Naming fields, and the article where there is one.
    """
    refuse_unknown(run.kind, submission)
    refuse_people(run.kind, form, submission)
    refuse_impossible_dates(run, form, events, today)
    refuse_late_notices(run, form, events)
    refuse_ungoverned(run, form, events, submission)
    _refuse_outside_terms(run, form, submission)


def refuse_people(kind: str, form: Form | None, submission: Submission | None) -> None:
    """Refuse words that may name somebody also in fields that no form has marked as checked.

    Triage serves petitions of every kind with the same forms.

    Raises:
        SubmissionRefusedError: At each such field.
    """
    if kind in AUTHORED or form is None or submission is None:
        return
    wrong = warnings(form, submission.values, checked=False)
    if wrong:
        raise SubmissionRefusedError(wrong)


def refuse_unknown(kind: str, submission: Submission | None) -> None:
    """Refuse what the form of a denunciation does not ask for, whoever sends it.

    So it is with a petition that may be one, in whole or in part.

    Raises:
        SubmissionRefusedError: Naming what was sent.
    """
    if kind not in AUTHORED and submission and submission.unknown:
        raise SubmissionRefusedError(not_asked(kind, submission.unknown))


def not_asked(kind: str, names: Iterable[str]) -> list[FieldError]:
    """Return the refusal of each name that was sent and is not asked for."""
    reason = NOT_ASKED if kind == "denunciation" else MAY_BE_ONE
    return [FieldError("", name, f"{name}: {reason}") for name in names]


def refuse_impossible_dates(
    run: LockedRun, form: Form | None, events: list[NewEvent], today: date
) -> None:
    """Refuse events in the future, before the petition came in, or before the term they end.

    Raises:
        SubmissionRefusedError: Naming the field of each impossible date.
    """
    wrong = [(event, _problem(run, event, events, today)) for event in events]
    errors = [_error(form, event, problem) for event, problem in wrong if problem]
    if errors:
        raise SubmissionRefusedError(errors)


def _refuse_outside_terms(run: LockedRun, form: Form | None, submission: Submission | None) -> None:
    if form is None or submission is None:
        return
    days = ((field, submission.values.get(field.key)) for field in form.fields)
    wrong = [
        (field, _outside_terms(run, field, day)) for field, day in days if isinstance(day, date)
    ]
    errors = [
        FieldError(field.key, field.label, f"{field.label} {problem}")
        for field, problem in wrong
        if problem
    ]
    if errors:
        raise SubmissionRefusedError(errors)


def _outside_terms(run: LockedRun, field: Field, day: date) -> str | None:
    """Say why a day lies outside the first term that runs of those the field is bound to."""
    running = {one.term: one for one in run.deadlines}
    article = f" ({field.article})" if field.article else ""
    latest = next((running[term] for term in field.not_after_due if term in running), None)
    if latest and day > latest.due_on:
        title = run.rules.terms.terms[latest.term].lower()
        return f"không muộn hơn {latest.due_on:%d/%m/%Y}, ngày hết thời hạn {title}{article}"
    passed = next((running[term] for term in field.after_due if term in running), None)
    if passed and day <= passed.due_on:
        title = run.rules.terms.terms[passed.term].lower()
        return f"phải sau {passed.due_on:%d/%m/%Y}, ngày hết thời hạn {title}{article}"
    begun = next((running[term] for term in field.not_before_start if term in running), None)
    if begun and day < begun.started_on:
        title = run.rules.terms.terms[begun.term].lower()
        return f"không sớm hơn {begun.started_on:%d/%m/%Y}, ngày bắt đầu thời hạn {title}{article}"
    return None


def _problem(run: LockedRun, event: NewEvent, events: list[NewEvent], today: date) -> str | None:
    if event.occurred_on > today and not is_appointment(run.rules.terms, event.code):
        return f"không muộn hơn hôm nay {today:%d/%m/%Y}"
    if run.received_on and event.occurred_on < run.received_on:
        return f"không sớm hơn ngày nhận đơn {run.received_on:%d/%m/%Y}"
    begun = [one.started_on for one in run.deadlines if event.code in one.ends_on]
    begun += [one.occurred_on for one in events if _begins_a_term_of(run, one, event)]
    if begun and event.occurred_on < min(begun):
        return f"không sớm hơn {min(begun):%d/%m/%Y}, ngày bắt đầu tính thời hạn của việc này"
    return None


def _begins_a_term_of(run: LockedRun, first: NewEvent, last: NewEvent) -> bool:
    """Tell whether ``last`` ends a term that ``first``, told in the same form, begins."""
    terms = run.rules.terms
    rows = (
        row
        for term in terms.opened_by(first.code)
        if term in run.version.info.terms
        for row in terms.rows(term)
        if row.is_in_force(first.occurred_on) and not row.is_backward
    )
    return any(row.starts_on == first.code and last.code in row.ends_on for row in rows)


def _error(form: Form | None, event: NewEvent, problem: str) -> FieldError:
    field = next((one for one in form.fields if one.event == event.code), None) if form else None
    label = field.label if field else event.code
    return FieldError(field.key if field else "", label, f"{label} {problem}")
