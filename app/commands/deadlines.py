"""Compute a statutory deadline and say why."""

from argparse import ArgumentParser, Namespace
from datetime import date

from app.commands.outcome import CommandRefusedError, say, say_table
from cases.deadlines.computation import compute
from cases.deadlines.errors import DeadlineError
from cases.deadlines.explanation import explain
from cases.office import Office


def add_arguments(parser: ArgumentParser) -> None:
    """Take one of two wishes."""
    wishes = parser.add_subparsers(title="wishes", metavar="WISH", required=True)
    listing = wishes.add_parser("list", help="every term")
    listing.set_defaults(run=show_list)
    computing = wishes.add_parser("compute", help="the due date of a term, with its reasons")
    computing.add_argument("term", help="key of the term, for example kn1_resolve")
    computing.add_argument(
        "start", type=date.fromisoformat, help="day of the starting event, for example 2026-08-03"
    )
    computing.add_argument("--complex", action="store_true", help="a complex case")
    computing.add_argument("--remote", action="store_true", help="a remote area")
    computing.set_defaults(run=run)


def show_list(_options: Namespace, office: Office) -> None:
    """Print every term."""
    with office.database.reading() as tx:
        terms = office.terms(tx).terms
    say_table(sorted(terms.items()) or [("Chưa có bảng thời hạn.", "Chạy: donthu init")])


def run(options: Namespace, office: Office) -> None:
    """Print the reasons, then the date."""
    facts = {"complex": options.complex, "remote": options.remote}
    with office.database.reading() as tx:
        terms, calendar = office.terms(tx), office.calendar(tx)
    try:
        row = terms.choose(options.term, options.start, facts)
        computation = compute(row, options.start, calendar)
    except DeadlineError as error:
        raise CommandRefusedError(str(error)) from error
    for number, sentence in enumerate(explain(computation, today=office.today()).sentences, 1):
        say(f"{number}. {sentence.text}")
        if sentence.citation:
            say(f"   {sentence.citation}")
    say(f"{computation.due_on:%d/%m/%Y}{' (tạm tính)' if computation.is_provisional else ''}")
