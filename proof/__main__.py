"""``python -m proof``: check the journal without the rest of the program.

Ends with 0 when the journal is whole, 1 when it is not, 2 when it could not be checked.
"""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from proof.heads import Head
from proof.keys import KeysError
from proof.stored import UnreadableError
from proof.verify import verify

WHOLE, NOT_WHOLE, NOT_CHECKED = 0, 1, 2


def given_head(text: str) -> Head:
    """Read a head as the mail to the inspectorate writes it, ``NUMBER:SEAL``.

    Raises:
        ValueError: It is none.
    """
    number, _, seal = text.partition(":")
    bytes.fromhex(seal)
    return Head(int(number), seal, "(theo thư)")


def main(arguments: Sequence[str] | None = None) -> int:
    """Check, print, and return how the program shall end."""
    parser = ArgumentParser(prog="python -m proof", description=(__doc__ or "").partition("\n")[0])
    environ = os.environ.get
    parser.add_argument("--database", default=environ("DONTHU_DATABASE_URL"), help="its address")
    parser.add_argument("--keys", default=environ("DONTHU_JOURNAL_KEYS"), help="file with the keys")
    parser.add_argument("--heads", default=environ("DONTHU_JOURNAL_HEADS"), help="file of heads")
    parser.add_argument("--head", type=given_head, action="append", default=[], help="NUMBER:SEAL")
    options = parser.parse_args(arguments)
    if not (options.database and options.keys and options.heads):
        parser.error("--database, --keys, --heads")
    return run(options.database, Path(options.keys), Path(options.heads), tuple(options.head))


def run(url: str, keys: Path, heads: Path, given: tuple[Head, ...]) -> int:
    """Check, and print what was found."""
    try:
        report = verify(url, keys, heads, given=given)
    except (KeysError, UnreadableError) as error:
        sys.stderr.write(f"{error}\n")
        return NOT_CHECKED
    sys.stdout.write("".join(f"{line}\n" for line in report.lines()))
    return WHOLE if report.is_whole else NOT_WHOLE


if __name__ == "__main__":
    sys.exit(main())
