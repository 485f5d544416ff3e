"""What the regime tables make of the events of a step, whichever version the case follows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cases.errors import SubmissionRefusedError
from cases.regimes import Regime
from cases.runs.locked_run import LockedRun
from cases.runs.recorded_events import NewEvent
from engine.values import Scalar
from forms.fields import Field, Form
from forms.submission import FieldError, Submission


def governed(
    run: LockedRun, events: Sequence[NewEvent]
) -> tuple[list[NewEvent], dict[str, Scalar]]:
    """Return the events with those that happen along with them, and the facts that follow.

    A fact is set only in versions that declare it: others have no use for it.
    """
    known = {event.code for event in events}
    complete = list(events)
    facts: dict[str, Scalar] = {}
    for event, regime in _regimes(run, events):
        more = [NewEvent(code, event.occurred_on) for code in regime.records if code not in known]
        complete += more
        known |= {one.code for one in more}
        if regime.fact in run.version.info.facts:
            facts[regime.fact] = regime.value
    return complete, facts


def refuse_ungoverned(
    run: LockedRun, form: Form | None, events: Iterable[NewEvent], submission: Submission | None
) -> None:
    """Refuse what the law does not know on the day of the act, with the article.

    Raises:
        SubmissionRefusedError: At the date of the act, or at the answer that does not fit it.
    """
    errors = []
    for event, regime in _regimes(run, events):
        if not regime.is_allowed:
            errors.append(_refusal(form, event, regime))
        errors += _excluded(form, event, regime, submission.values if submission else {})
    if errors:
        raise SubmissionRefusedError(errors)


def _regimes(run: LockedRun, events: Iterable[NewEvent]) -> Iterator[tuple[NewEvent, Regime]]:
    for event in events:
        regime = run.rules.regimes.choose(run.kind, event.code, event.occurred_on)
        if regime is not None:
            yield event, regime


def _refusal(form: Form | None, event: NewEvent, regime: Regime) -> FieldError:
    asked = next((one for one in form.fields if one.event == event.code), None) if form else None
    label = asked.label if asked else regime.title
    message = f"{label} {event.occurred_on:%d/%m/%Y} không được: {regime.note} ({regime.basis})"
    return FieldError(asked.key if asked else "", label, message)


def _excluded(
    form: Form | None, event: NewEvent, regime: Regime, values: Mapping[str, object]
) -> Iterator[FieldError]:
    for key, option in sorted(regime.excludes):
        if form is None or values.get(key) != option:
            continue
        asked: Field = form.field(key)
        wording = f"“{asked.option_label(option)}” không dùng cho ngày {event.occurred_on:%d/%m/%Y}"
        yield FieldError(key, asked.label, f"{wording} ({regime.basis})")
