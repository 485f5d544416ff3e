"""Compute a statutory deadline and say why, or explain those of a case."""

from argparse import ArgumentParser, Namespace

from app.arguments import add_wishes, day
from app.commands.outcome import CommandRefusedError, say, say_table
from app.rendering.dates import full_date
from cases.deadlines.computation import Computation, compute
from cases.deadlines.errors import DeadlineError
from cases.deadlines.explanation import Explanation, explain
from cases.deadlines.period import TermRow
from cases.deadlines.term_table import TermTables
from cases.errors import NotFoundError
from cases.office import Office
from cases.queries.case_by_code import case_id_of
from cases.queries.case_deadlines import case_deadlines


def add_arguments(parser: ArgumentParser) -> None:
    """Take one of three wishes."""
    wishes = add_wishes(parser)
    listing = wishes.add_parser("list", help="every term")
    listing.set_defaults(run=show_list)
    computing = wishes.add_parser("compute", help="the due date of a term, then its reasons")
    computing.add_argument("key", help="term, or one row of it: kn1_resolve, kn1_resolve_complex")
    computing.add_argument(
        "--from",
        dest="start",
        metavar="DATE",
        type=day,
        required=True,
        help="day of the starting event: 2026-08-03",
    )
    computing.add_argument("--complex", action="store_true", help="a complex case")
    computing.add_argument("--remote", action="store_true", help="a remote area")
    computing.set_defaults(run=run)
    explaining = wishes.add_parser("explain", help="every deadline of a case, with its reasons")
    explaining.add_argument("case", help="code of the case: KN-2026-000001")
    explaining.set_defaults(run=explain_case)


def show_list(_options: Namespace, office: Office) -> None:
    """Print every term."""
    with office.database.reading() as tx:
        terms = office.terms(tx).terms
    say_table(sorted(terms.items()))


def run(options: Namespace, office: Office) -> None:
    """Print the date, then the reasons."""
    with office.database.reading() as tx:
        terms, calendar = office.terms(tx), office.calendar(tx)
    try:
        row = _row(terms, options)
        computation = compute(row, options.start, calendar)
    except DeadlineError as error:
        raise CommandRefusedError(str(error)) from error
    events = {code: event.title for code, event in office.events.items()}
    _say_due(computation)
    _say_reasons(explain(computation, today=office.today(), events=events))


def explain_case(options: Namespace, office: Office) -> None:
    """Print every deadline of a case, the open ones first."""
    with office.database.reading() as tx:
        try:
            case_id = case_id_of(tx, options.case)
        except NotFoundError as error:
            message = f"Không có vụ việc nào mang mã {options.case}."
            raise CommandRefusedError(message) from error
        deadlines = case_deadlines(tx, office, subject=("case", case_id), is_paused=False)
    for deadline in deadlines:
        say(f"{full_date(deadline.due.due_on)}  {deadline.title} ({deadline.row_key})")
        _say_reasons(deadline.explanation)


def _row(terms: TermTables, options: Namespace) -> TermRow:
    if options.key in terms.terms:
        facts = {"complex": options.complex, "remote": options.remote}
        return terms.choose(options.key, options.start, facts)
    return terms.row(options.key, options.start)


def _say_due(computation: Computation) -> None:
    guess = " (tạm tính)" if computation.is_provisional else ""
    say(f"{full_date(computation.due_on)}{guess}  {computation.row.title}")


def _say_reasons(explanation: Explanation) -> None:
    for number, sentence in enumerate(explanation.sentences, 1):
        say(f"  {number}. {sentence.text}")
        if sentence.citation:
            say(f"     {sentence.citation}")
