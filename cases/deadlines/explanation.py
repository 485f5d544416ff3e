"""Says in Vietnamese why a deadline falls on its date, from the stored computation alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import groupby
from types import MappingProxyType

from cases.deadlines.calendar import ONE_DAY, WEEKLY_REST
from cases.deadlines.computation import Computation, SkippedDay
from cases.deadlines.month_view import Day, Month, months_of
from cases.deadlines.period import Pause, TermRow
from cases.deadlines.wording import (
    DAYS_KEPT,
    amount_of,
    begin_sentence,
    day_month,
    full_date,
    inside_sentence,
    named_date,
)

__all__ = ["Day", "Explanation", "Month", "Sentence", "explain"]

DAY_ZERO = "khoản 3 Điều 147 Bộ luật Dân sự"
ROLLING = "khoản 5 Điều 148 Bộ luật Dân sự"
LATENESS = "khoản 2 Điều 7 Quy chế 2003/QĐ-UBND"
ROWS_KEPT = 2048
NO_TITLES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Sentence:
    """One reason.

    Attributes:
        text: The sentence.
        citation: Article or document behind it, or empty.
        strong: The part of ``text`` to emphasise, or empty.
    """

    text: str
    citation: str = ""
    strong: str = ""


@dataclass(frozen=True)
class Explanation:
    """Why this date.

    Attributes:
        sentences: Numbered reasons; the last one is the result.
        computation: What is explained.
        today: The office date.
    """

    sentences: tuple[Sentence, ...]
    computation: Computation
    today: date

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """The months drawn; most readers of the sentences never look at them."""
        return months_of(self.computation, self.today)


def explain(
    computation: Computation,
    *,
    today: date,
    events: Mapping[str, str] = NO_TITLES,
    document: str = "",
    closed_on: date | None = None,
) -> Explanation:
    """Explain a computed deadline.

    Args:
        computation: The computation as stored.
        today: The office date, marked in the months.
        events: Event code -> title, to name the day the term starts on.
        document: Document of the starting event, e.g. "Thông báo thụ lý 31/TB-UBND".
        closed_on: Legal date on which the deadline was met, if it was.
    """
    by_calendar, by_decision = _calendar(computation), _changes(computation)
    # An extension or suspension moves the last day first; the calendar moves what results.
    is_changed = bool(computation.extensions or computation.pauses)
    return Explanation(
        sentences=(
            _start(computation, events, document),
            *_term(computation.row, _reached(computation)),
            *_earlier_by_statute(computation),
            *(by_decision if is_changed else by_calendar),
            *(by_calendar if is_changed else by_decision),
            *_provisional(computation),
            _result(computation, closed_on),
        ),
        computation=computation,
        today=today,
    )


def _start(computation: Computation, events: Mapping[str, str], document: str) -> Sentence:
    title = inside_sentence(events.get(computation.row.starts_on, "bắt đầu"))
    strong = f"ngày {title} {full_date(computation.start)}"
    if computation.row.is_backward:
        return Sentence(f"Tính lùi từ {strong}.", document, strong)
    if computation.row.amount == 0:
        return Sentence(f"Tính từ {strong}.", document, strong)
    text = f"Bắt đầu tính từ {strong}. Ngày bắt đầu không tính vào thời hạn."
    return Sentence(text, _joined(document, DAY_ZERO), strong)


def _reached(computation: Computation) -> date | None:
    """Where a backward term lands before it is moved; not said of others."""
    row = computation.row
    return computation.steps[-1] if row.is_backward and row.unit != "working" else None


@lru_cache(maxsize=ROWS_KEPT)
def _term(row: TermRow, reached: date | None) -> tuple[Sentence, ...]:
    """What the row says; the same for nearly all deadlines of a row."""
    closed = f" đến {full_date(row.effective_to)}" if row.effective_to else ""
    in_force = f"dòng {row.key}, hiệu lực từ {full_date(row.effective_from)}{closed}"
    strong = amount_of(row.amount, row.unit) if row.amount else "ngay"
    text = f"{_length(row, strong, reached)} {row.scope}".strip()
    term = Sentence(text, _joined(row.basis, in_force), strong)
    if not row.is_verified:
        return term, Sentence(f"Chưa kiểm chứng: {inside_sentence(row.note)}")
    return (term, Sentence(f"Lưu ý: {row.note}")) if row.note else (term,)


def _earlier_by_statute(computation: Computation) -> Iterator[Sentence]:
    """The date by the days of the law, where a decree counts otherwise and lands later."""
    days = computation.row.statute_days
    if not days:
        return
    on = computation.start + ONE_DAY * days
    # The calendar was asked about every day up to the due date: what is not there is worked.
    off = {entry.day for entry in computation.skipped}
    while on in off:
        on += ONE_DAY
    if on < computation.due_on:
        strong = named_date(on)
        length = amount_of(days, "calendar")
        yield Sentence(f"Tính {length} thì hết hạn {strong}, sớm hơn hạn này.", strong=strong)


def _length(row: TermRow, length: str, reached: date | None) -> str:
    if row.is_backward:
        day = f": {named_date(reached)}" if reached else ""
        return f"Trước ít nhất {length}{day}."
    if row.amount == 0:
        return f'Phải làm "{length}": trong chính ngày đó.'
    if row.unit == "working":
        return f"Thời hạn {length}."
    if row.unit == "month":
        return f"Thời hạn {length}, đến ngày tương ứng của tháng cuối cùng."
    return f"Thời hạn {length}, tính cả ngày nghỉ."


def _calendar(computation: Computation) -> Iterator[Sentence]:
    """What weekends, holidays and make-up days did to the date."""
    if computation.row.unit == "working" and computation.row.amount:
        yield from _passed_over(computation)
    elif computation.skipped:
        yield from _moved(computation)
    elif _never_moves(computation.row):
        yield Sentence("Ngày cuối không dời khi trùng ngày nghỉ.")
    for entry in computation.made_up:
        text = f"{begin_sentence(named_date(entry.day))} là ngày làm việc: {entry.reason}."
        yield Sentence(text, _calendar_source(entry))


def _passed_over(computation: Computation) -> Iterator[Sentence]:
    by_reason = sorted(
        computation.skipped, key=lambda entry: (entry.reason != WEEKLY_REST, entry.day)
    )
    for _, group in groupby(by_reason, key=lambda entry: (entry.reason, entry.source)):
        entries = list(group)
        days = ", ".join(day_month(entry.day) for entry in entries)
        strong = f"{len(entries)} ngày"
        text = f"Bỏ qua {strong} {entries[0].reason}: {days}."
        yield Sentence(text, _calendar_source(entries[0]), strong)


def _moved(computation: Computation) -> Iterator[Sentence]:
    row, last_day = computation.row, computation.steps[-1]
    off = {entry.day: entry for entry in computation.skipped}
    if last_day in off and not row.is_backward:
        strong = named_date(last_day)
        text = f"{_ordinal(computation)} là {strong}, {off[last_day].reason}."
        yield Sentence(text, _calendar_source(off[last_day]), strong)
    others = [entry for day, entry in off.items() if day != last_day]
    if others:
        days = ", ".join(f"{day_month(entry.day)} ({entry.reason})" for entry in others)
        yield Sentence(f"Cũng nghỉ: {days}.", _calendar_source(others[-1]))
    if row.is_backward:
        reason = f" ({off[last_day].reason})" if last_day in off else ""
        text = f"Thời hạn tính lùi trùng ngày nghỉ{reason}: dời về trước."
        yield Sentence(text, strong="trước")
    elif row.amount == 0:
        yield Sentence("Ngày đó không làm việc: chuyển sang ngày làm việc tiếp theo.")
    else:
        text = "Ngày cuối trùng ngày nghỉ: hết hạn vào ngày làm việc tiếp theo."
        yield Sentence(text, ROLLING)


def _ordinal(computation: Computation) -> str:
    row = computation.row
    if row.amount == 0:
        return "Ngày đó"
    if row.unit == "calendar" and not computation.extensions and not computation.pauses:
        return f"Ngày thứ {row.amount}"
    return "Ngày cuối của thời hạn"


def _changes(computation: Computation) -> Iterator[Sentence]:
    """Extensions and suspensions; where they are possible but absent, say so."""
    reached = zip(computation.extensions, computation.steps[1:], strict=True)
    for extension, until in reached:
        strong = amount_of(extension.amount, extension.unit)
        decision = f"{extension.document} ngày {full_date(extension.decided_on)}"
        text = f"Gia hạn {strong} theo {decision}: đến {full_date(until)}."
        yield Sentence(text, strong=strong)
    taken_out_to = computation.start
    for pause in computation.pauses:
        yield _pause(computation, pause, taken_out_to)
        taken_out_to = max(taken_out_to, pause.to or taken_out_to)
    if computation.row.paused_by_suspension and not computation.pauses:
        if computation.extensions:
            yield Sentence("Chưa tạm đình chỉ: không trừ ngày nào.")
        else:
            yield Sentence("Chưa gia hạn, chưa tạm đình chỉ: không cộng, không trừ ngày nào.")


def _pause(computation: Computation, pause: Pause, taken_out_to: date) -> Sentence:
    if pause.to is None:
        strong = f"{computation.days_left} ngày"
        text = f"Đang tạm đình chỉ từ {full_date(pause.from_)}: còn {strong} khi tiếp tục."
        return Sentence(text, computation.row.pause_basis, strong)
    decisions = f"Tạm đình chỉ ngày {full_date(pause.from_)}, tiếp tục ngày {full_date(pause.to)}"
    if pause.to <= taken_out_to:
        text = f"{decisions}: các ngày này đã không tính."
        return Sentence(text, computation.row.pause_basis)
    first = max(pause.from_, taken_out_to) + ONE_DAY
    strong = f"{(pause.to - first).days + 1} ngày"
    days = f"từ {day_month(first)} đến {day_month(pause.to)}"
    text = f"{decisions}: không tính {strong}, {days}."
    return Sentence(text, computation.row.pause_basis, strong)


def _provisional(computation: Computation) -> Iterator[Sentence]:
    if computation.provisional_years:
        years = ", ".join(str(year) for year in computation.provisional_years)
        yield Sentence(f"Lịch nghỉ năm {years} chưa chốt: hạn này là tạm tính và sẽ được tính lại.")


def _result(computation: Computation, closed_on: date | None) -> Sentence:
    due_on = computation.due_on
    if computation.is_paused and closed_on is None:
        return Sentence(f"Thời hạn đang dừng; trước khi tạm đình chỉ là {named_date(due_on)}.")
    if computation.row.is_backward:
        text = f"Chậm nhất {named_date(due_on)}."
    else:
        text = f"Hết hạn lúc 24:00 {named_date(due_on)}."
    return Sentence(text, _verdict(due_on, closed_on))


@lru_cache(maxsize=DAYS_KEPT)
def _verdict(due_on: date, closed_on: date | None) -> str:
    if closed_on is None:
        in_time = f"Cập nhật trong ngày {day_month(due_on)} là đúng hạn"
        late = f"từ 00:00 ngày {day_month(due_on + ONE_DAY)} là trễ hạn"
        return _joined(f"{in_time}; {late}", LATENESS)
    days = (due_on - closed_on).days
    if days < 0:
        verdict = f"trễ {-days} ngày"
    else:
        verdict = f"đúng hạn, sớm {days} ngày" if days else "đúng hạn"
    return f"Hoàn thành ngày {full_date(closed_on)}: {verdict}"


def _never_moves(row: TermRow) -> bool:
    return not row.rolls and row.amount > 0 and not row.is_backward


def _calendar_source(entry: SkippedDay) -> str:
    if not entry.source:
        return ""
    return f"Lịch nghỉ {entry.day.year}, {inside_sentence(entry.source)}"


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
