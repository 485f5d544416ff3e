"""Check that nobody has tampered with the journal; give it a new key.

`verify` ends with 0 when the journal is whole, 1 when it is not, 2 when it could not be checked.
"""

from argparse import ArgumentParser, Namespace

from app.arguments import add_wishes
from app.commands.outcome import CommandRefusedError, say
from cases.actions.verify_journal import verify_journal
from cases.office import Office
from proof.__main__ import NOT_WHOLE, WHOLE, given_head
from proof.keys import KeysError, add_key


def add_arguments(parser: ArgumentParser) -> None:
    """Take one of two wishes."""
    wishes = add_wishes(parser)
    wish = wishes.add_parser("verify", help="check every seal, and the end against the heads")
    wish.add_argument(
        "--head", type=given_head, action="append", default=[], help="NUMBER:SEAL known elsewhere"
    )
    wish.set_defaults(run=verify)
    wish = wishes.add_parser("key", help="add a key, with which the worker goes on sealing")
    wish.set_defaults(run=new_key)


def verify(options: Namespace, office: Office) -> int:
    """Print what is wrong with which entry."""
    report = verify_journal(office, given=tuple(options.head))
    for line in report.lines():
        say(line)
    return WHOLE if report.is_whole else NOT_WHOLE


def new_key(_options: Namespace, office: Office) -> None:
    """Append a key to the file."""
    path = office.settings.journal_keys
    try:
        name = add_key(path)
    except KeysError as error:
        raise CommandRefusedError(str(error)) from error
    say(f"Đã thêm khóa {name} vào {path}. Cất một bản của tệp này ở nơi khác.")
