"""The last look at a submission inside the transaction, where the case is known for sure."""

from datetime import date

from cases.errors import SubmissionRefusedError
from cases.runs.locked_run import LockedRun
from cases.runs.recorded_events import NewEvent
from forms.fields import Form
from forms.submission import FieldError, Submission


def refuse_errors(submission: Submission) -> None:
    """Refuse a submission that still has errors.

    Raises:
        SubmissionRefusedError: With every error at its field.
    """
    if submission.errors:
        raise SubmissionRefusedError(submission.errors)


def refuse_impossible_dates(
    run: LockedRun, form: Form | None, events: list[NewEvent], today: date
) -> None:
    """Refuse events in the future or before the petition came in (design rule of events).

    Raises:
        SubmissionRefusedError: Naming the field of each impossible date.
    """
    errors = [
        _error(form, event, today, run.received_on)
        for event in events
        if event.occurred_on > today or (run.received_on and event.occurred_on < run.received_on)
    ]
    if errors:
        raise SubmissionRefusedError(errors)


def _error(form: Form | None, event: NewEvent, today: date, received_on: date | None) -> FieldError:
    field = next((one for one in form.fields if one.event == event.code), None) if form else None
    label = field.label if field else event.code
    if event.occurred_on > today:
        message = f"{label} không muộn hơn hôm nay {today:%d/%m/%Y}"
    else:
        message = f"{label} không sớm hơn ngày nhận đơn {received_on:%d/%m/%Y}"
    return FieldError(field.key if field else "", label, message)
