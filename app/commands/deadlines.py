"""Compute a statutory deadline and say why, or explain those of a case or petition.

``compute`` and ``list`` work before anything is set up: then from the files in the folders.
"""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.arguments import add_wishes, day
from app.commands.outcome import CommandRefusedError, complain, say, say_table
from app.rendering.dates import full_date
from cases.deadlines.computation import Computation, compute
from cases.deadlines.errors import DeadlineError, OutsideCalendarError
from cases.deadlines.explanation import Explanation, explain
from cases.deadlines.period import Pause
from cases.errors import NotFoundError
from cases.folder_rules import ClockRules, clock_rules
from cases.office import Office
from cases.queries.case_by_code import subject_of
from cases.queries.case_deadlines import case_deadlines

STANDARD_INPUT = "-"
USUAL_CONDITION = "normal"
SOME_LINES_WRONG = 1
NOT_PUBLISHED = "Chưa công bố bảng thời hạn: tính theo tệp trong thư mục."


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked of every term: facts of the case, and its suspensions."""

    rules: ClockRules
    facts: Mapping[str, str | bool]
    pauses: Sequence[Pause]

    def answer(self, key: str, start: date) -> Computation:
        """Compute a term, or one row of it, from a day.

        Raises:
            DeadlineError: No such term, not in force then, or outside the calendar.
        """
        terms, calendar = self.rules.terms, self.rules.calendar
        if start.year not in calendar.years:
            raise OutsideCalendarError(start, calendar.years)
        row = terms.choose(key, start, self.facts) if terms.rows(key) else terms.row(key, start)
        computation = compute(row, start, calendar, pauses=self.pauses)
        if computation.due_on.year not in calendar.years:
            raise OutsideCalendarError(computation.due_on, calendar.years)
        return computation


def add_arguments(parser: ArgumentParser) -> None:
    """Take one of three wishes."""
    wishes = add_wishes(parser)
    listing = wishes.add_parser("list", help="every term")
    listing.set_defaults(run=show_list, works_before_init=True)
    computing = wishes.add_parser("compute", help="the due date of a term, then its reasons")
    _add_questions(computing)
    computing.set_defaults(run=run, works_before_init=True, mistyped=computing.error)
    explaining = wishes.add_parser("explain", help="every deadline of a case or petition, and why")
    explaining.add_argument("case", help="its code: KN-2026-000001, D-2026-000001")
    explaining.set_defaults(run=explain_case)


def _add_questions(computing: ArgumentParser) -> None:
    computing.add_argument(
        "key", nargs="?", help="term, or one row of it: kn1_resolve, kn1_resolve_complex"
    )
    computing.add_argument(
        *("--from",),
        dest="start",
        metavar="DATE",
        type=day,
        help="day of the starting event: 2026-08-03 or 03/08/2026",
    )
    computing.add_argument(
        "--batch",
        metavar="FILE",
        help="instead of KEY and DATE: lines of key, tab, date; printed with the due date "
        "as a third column (- reads standard input)",
    )
    computing.add_argument("--complex", action="store_true", help="a complex case")
    computing.add_argument("--remote", action="store_true", help="a remote area")
    computing.add_argument(
        "--especially-complex", action="store_true", help="a denunciation of two criteria or more"
    )
    computing.add_argument(
        "--condition",
        default=USUAL_CONDITION,
        help="multi_place, discipline_dismissal, extension_1, extension_2, total",
    )
    computing.add_argument(
        "--suspended",
        nargs=2,
        type=day,
        action="append",
        default=[],
        metavar=("FROM", "TO"),
        help="days of the suspension and of the continuation; may be repeated",
    )


def show_list(_options: Namespace, office: Office) -> None:
    """Print every term."""
    say_table(sorted(clock_rules(office).terms.terms.items()))


def run(options: Namespace, office: Office) -> None:
    """Print the date, then the reasons; or a due date for each line."""
    if options.batch is None:
        _require(options)
    elif options.key is not None or options.start is not None:
        options.mistyped("Ghi mã và --from, hoặc chỉ --batch.")
    question = _question(options, office)
    if options.batch is None:
        _explain(question, options.key, options.start, office)
    else:
        _answer_lines(question, options.batch)
    if not question.rules.are_published:
        complain(NOT_PUBLISHED)


def explain_case(options: Namespace, office: Office) -> None:
    """Print every deadline of a case or of a petition, the open ones first."""
    with office.database.reading() as tx:
        try:
            subject = subject_of(tx, options.case)
        except NotFoundError as error:
            message = f"Không có vụ việc hay đơn nào mang mã {options.case}."
            raise CommandRefusedError(message) from error
        deadlines = case_deadlines(tx, office, subject=subject)
    if not deadlines:
        say("Chưa có thời hạn nào.")
    for deadline in deadlines:
        say(f"{full_date(deadline.due.due_on)}  {deadline.title} ({deadline.row_key})")
        _say_reasons(deadline.explanation)


def _require(options: Namespace) -> None:
    given = {"KEY": options.key, "--from": options.start}
    if missing := [name for name, value in given.items() if value is None]:
        options.mistyped(f"Thiếu {', '.join(missing)}.")


def _question(options: Namespace, office: Office) -> _Question:
    try:
        rules = clock_rules(office)
    except DeadlineError as error:
        raise CommandRefusedError(str(error)) from error
    conditions = {USUAL_CONDITION, *rules.terms.values_of("condition")}
    if options.condition not in conditions:
        known = ", ".join(sorted(conditions))
        options.mistyped(f"--condition: không có '{options.condition}'; có: {known}.")
    names = ("complex", "remote", "especially_complex", "condition")
    facts = {name: getattr(options, name) for name in names}
    return _Question(rules, facts, [Pause(begins, ends) for begins, ends in options.suspended])


def _explain(question: _Question, key: str, start: date, office: Office) -> None:
    try:
        computation = question.answer(key, start)
    except DeadlineError as error:
        raise CommandRefusedError(str(error)) from error
    events = {code: event.title for code, event in office.events.items()}
    guess = f" ({_guess(computation.provisional_years)})" if computation.is_provisional else ""
    say(f"{full_date(computation.due_on)}{guess}  {computation.row.title}")
    _say_reasons(explain(computation, today=office.today(), events=events))


def _answer_lines(question: _Question, place: str) -> None:
    wrong, guessed = 0, set[int]()
    for line in _lines(place):
        try:
            key, start, is_iso = _read_line(line)
            computation = question.answer(key, start)
        except (DeadlineError, ArgumentTypeError) as error:
            wrong += 1
            said = f"lỗi: {error}"
        else:
            due_on = computation.due_on
            said = due_on.isoformat() if is_iso else full_date(due_on)
            guessed |= set(computation.provisional_years)
        columns = line if "\t" in line else f"{line}\t"
        sys.stdout.write(f"{columns}\t{said}\n")
    sys.stdout.flush()
    if guessed:
        complain(f"Có ngày {_guess(sorted(guessed))}.")
    if wrong:
        complain(f"{place}: {wrong} dòng không tính được, lý do ở cột thứ ba.")
        raise SystemExit(SOME_LINES_WRONG)


def _read_line(line: str) -> tuple[str, date, bool]:
    """Return key and day of a line, and whether the day is written 2026-08-03."""
    key, tab, written = line.partition("\t")
    if not tab or "\t" in written:
        message = "dòng phải gồm mã, dấu tab, ngày"
        raise ArgumentTypeError(message)
    return key.strip(), day(written.strip()), "/" not in written


def _lines(place: str) -> Iterable[str]:
    try:
        if place == STANDARD_INPUT:
            text = sys.stdin.read()
        else:
            text = Path(place).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        message = f"{place}: không phải tệp chữ UTF-8"
        raise CommandRefusedError(message) from error
    except OSError as error:
        message = f"{place}: không đọc được tệp"
        raise CommandRefusedError(message) from error
    return [line for line in text.removeprefix("\ufeff").splitlines() if line.strip()]


def _guess(years: Iterable[int]) -> str:
    return f"tạm tính, lịch {', '.join(map(str, years))} chưa chốt"


def _say_reasons(explanation: Explanation) -> None:
    for number, sentence in enumerate(explanation.sentences, 1):
        say(f"  {number}. {sentence.text}")
        if sentence.citation:
            say(f"     {sentence.citation}")
