"""What a correction may not change, and between which days a corrected date must lie."""

from collections.abc import Mapping
from datetime import date

from cases.amendments.current_events import CurrentEvent
from cases.amendments.field_changes import DOCUMENT, FieldChange
from cases.amendments.standing_step import Standing
from cases.errors import SubmissionRefusedError
from cases.office import Office
from cases.runs.effects import follows_corrections
from engine.passed import deciding_facts, passed_effects
from forms.fields import Field
from forms.submission import FieldError, Submission

DECIDED = (
    "đã quyết định hướng đi của hồ sơ nên không đính chính được ở đây; "
    "trả hồ sơ về bước này để làm lại"
)
USED = (
    "đã được dùng để tính tạm đình chỉ, gia hạn hoặc việc khác nên không đính chính được ở đây; "
    "báo Thanh tra thành phố"
)
OTHER_RULES = "thuộc quy định khác với ngày đang ghi ({basis}); trả hồ sơ về bước này để làm lại"
NOT_RECORDED = "chưa được ghi ở bước này nên không thêm được khi đính chính"
NEEDS_A_PAPER = "Nội dung sửa nằm trong văn bản đã ký: ghi số văn bản đính chính"
RECEIVED = "petition_received"


def refuse_unlawful(
    office: Office,
    standing: Standing,
    changes: tuple[FieldChange, ...],
    dates: Mapping[int, date],
    submission: Submission,
) -> None:
    """Refuse what a correction cannot do; every field is named at once.

    Raises:
        SubmissionRefusedError: Facts that decided the course of the case, values that an effect
            has worked with, dates out of order, or a signed paper corrected without a paper.
    """
    errors = [
        _error(change.field, problem)
        for change in changes
        if (problem := _problem(office, standing, change, dates))
    ]
    has_paper = bool(submission.values.get(DOCUMENT))
    if not errors and not has_paper and any(change.is_signed for change in changes):
        asked = standing.form.field(DOCUMENT)
        errors = [FieldError(DOCUMENT, asked.label, NEEDS_A_PAPER)]
    if errors:
        raise SubmissionRefusedError(errors)


def _problem(
    office: Office, standing: Standing, change: FieldChange, dates: Mapping[int, date]
) -> str | None:
    run, field = standing.run, change.field
    procedure = run.version.procedure
    if field.fact and field.fact in deciding_facts(procedure, run.visited):
        return DECIDED
    used = {
        value
        for effect in passed_effects(procedure, run.visited)
        if not follows_corrections(effect)
        for value in effect.params.values()
    }
    if used & {field.fact, field.event} - {None}:
        return USED
    event = standing.records.events.get(field.event or "")
    if event is None:
        return None if field.event is None else NOT_RECORDED
    if not isinstance(change.new, date):
        return "không để trống được"
    return _wrong_day(office, standing, event, change.new, dates)


def _wrong_day(
    office: Office,
    standing: Standing,
    event: CurrentEvent,
    day: date,
    dates: Mapping[int, date],
) -> str | None:
    run, today = standing.run, office.today()
    if day > today:
        return f"không muộn hơn hôm nay {today:%d/%m/%Y}"
    if event.code != RECEIVED and run.received_on and day < run.received_on:
        return f"không sớm hơn ngày nhận đơn {run.received_on:%d/%m/%Y}"
    before = run.rules.regimes.choose(run.kind, event.code, event.occurred_on)
    after = run.rules.regimes.choose(run.kind, event.code, day)
    if before != after:
        return OTHER_RULES.format(basis=", ".join(one.basis for one in (after, before) if one))
    return _out_of_order(office, standing, event, day, dates)


def _out_of_order(
    office: Office,
    standing: Standing,
    event: CurrentEvent,
    day: date,
    dates: Mapping[int, date],
) -> str | None:
    latest = _latest(office, standing, event, dates)
    if latest and day > latest[0]:
        return f"không muộn hơn {latest[0]:%d/%m/%Y}, ngày {latest[1]}"
    earliest = _earliest(office, standing, event, dates)
    if earliest and day < earliest[0]:
        return f"không sớm hơn {earliest[0]:%d/%m/%Y}, ngày {earliest[1]}"
    return None


def _latest(
    office: Office, standing: Standing, event: CurrentEvent, dates: Mapping[int, date]
) -> tuple[date, str] | None:
    """The first day of what can only come after: all else after the receipt, what ends a term."""
    run, terms = standing.run, standing.run.rules.terms
    ends = {
        code
        for term in terms.opened_by(event.code)
        if term in run.version.info.terms
        for row in terms.rows(term)
        if row.starts_on == event.code and not row.is_backward
        for code in row.ends_on
    }
    of_cases = (one for case in standing.cases for one in case.events)
    after = [
        one
        for one in standing.events
        if one.first_id > event.first_id and (event.code == RECEIVED or one.code in ends)
    ]
    if event.code == RECEIVED:
        after += [one for one in of_cases if one.step_id is not None]
    days = ((dates.get(one.id, one.occurred_on), _title(office, one)) for one in after)
    return min(days, default=None)


def _earliest(
    office: Office, standing: Standing, event: CurrentEvent, dates: Mapping[int, date]
) -> tuple[date, str] | None:
    """The last day of what can only come before: the beginning of the terms that it ends."""
    run, terms = standing.run, standing.run.rules.terms
    begins = {
        row.starts_on
        for term in run.version.info.terms
        for row in terms.rows(term)
        if event.code in row.ends_on and not row.is_backward
    }
    before = (
        one for one in standing.events if one.first_id < event.first_id and one.code in begins
    )
    days = ((dates.get(one.id, one.occurred_on), _title(office, one)) for one in before)
    return max(days, default=None)


def _title(office: Office, event: CurrentEvent) -> str:
    known = office.events.get(event.code)
    title = known.title if known else event.code
    return title[:1].lower() + title[1:]


def _error(field: Field, problem: str) -> FieldError:
    return FieldError(field.key, field.label, f"{field.label} {problem}")
