"""Days that are appointed ahead, and the notice that must go out before them."""

from collections.abc import Iterable, Iterator, Sequence

from cases.deadlines.computation import compute
from cases.deadlines.errors import TermNotInForceError
from cases.deadlines.period import TermRow
from cases.deadlines.term_table import TermTables
from cases.errors import SubmissionRefusedError
from cases.runs.locked_run import LockedRun
from cases.runs.recorded_events import NewEvent
from forms.fields import Form
from forms.submission import FieldError


def is_appointment(terms: TermTables, code: str) -> bool:
    """Tell whether an event is a day from which terms are only counted back: it may lie ahead."""
    rows = [row for term in terms.opened_by(code) for row in terms.rows(term)]
    return any(row.starts_on == code for row in rows) and all(
        row.is_backward for row in rows if row.starts_on == code
    )


def refuse_late_notices(run: LockedRun, form: Form | None, events: Sequence[NewEvent]) -> None:
    """Refuse an appointed day that is too near to the notice given of it in the same form.

    Raises:
        SubmissionRefusedError: At the appointed day, with the last day for the notice and the
            article.
    """
    errors = [
        _error(form, event, row, last)
        for event in events
        for row in _rows_back_from(run, event)
        for notice in events
        if notice.code in row.ends_on
        for last in [compute(row, event.occurred_on, run.rules.calendar).due_on]
        if notice.occurred_on > last
    ]
    if errors:
        raise SubmissionRefusedError(errors)


def _rows_back_from(run: LockedRun, event: NewEvent) -> Iterator[TermRow]:
    terms = run.rules.terms
    for term in _opened(run, event.code):
        try:
            row = terms.choose(term, event.occurred_on, run.term_facts)
        except TermNotInForceError:
            continue  # the law knew no such notice on that day
        if row.is_backward and row.starts_on == event.code:
            yield row


def _opened(run: LockedRun, code: str) -> Iterable[str]:
    opened = run.rules.terms.opened_by(code)
    return [term for term in run.version.info.terms if term in opened]


def _error(form: Form | None, event: NewEvent, row: TermRow, last: object) -> FieldError:
    asked = next((one for one in form.fields if one.event == event.code), None) if form else None
    label = asked.label if asked else row.title
    problem = (
        f"{label} {event.occurred_on:%d/%m/%Y} không được: phải gửi thông báo chậm nhất "
        f"{last:%d/%m/%Y}; chọn ngày muộn hơn ({row.basis})"
    )
    return FieldError(asked.key if asked else "", label, problem)
