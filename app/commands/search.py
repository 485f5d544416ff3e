"""Write the search index anew, while people work (safe to run again).

Needed after an import past the program, or when something that is there is not found.
"""

from argparse import ArgumentParser, Namespace

from app.arguments import add_wishes
from app.commands.outcome import say, told_every
from app.rendering.dates import count
from cases.office import Office
from cases.search.rebuild import rebuild

SAID_EVERY = 10_000


def add_arguments(parser: ArgumentParser) -> None:
    """Take one wish."""
    wishes = add_wishes(parser)
    wish = wishes.add_parser("rebuild", help="index every case and petition anew")
    wish.set_defaults(run=run)


def run(_options: Namespace, office: Office) -> None:
    """Index everything, saying how far it is."""

    def say_progress(written: int) -> None:
        say(f"Đã lập chỉ mục {count(written)} hồ sơ")

    written = rebuild(office.database, told_every(SAID_EVERY, say_progress))
    say(f"Xong: tìm được {count(written)} hồ sơ")
