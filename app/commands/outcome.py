"""What a command prints, and how it says no."""

import sys
from collections.abc import Callable, Iterable


class CommandRefusedError(Exception):
    """The command cannot be done; the message says why and what to do."""


def say(text: str) -> None:
    """Print one line at once, also when the output goes to a file."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def complain(text: str) -> None:
    """Print one line to standard error."""
    sys.stderr.write(f"{text}\n")


def told_every(step: int, tell: Callable[[int], None]) -> Callable[[int], None]:
    """Return what may be told of every little progress, and passes on one in ``step``."""
    told = 0

    def hear(done: int) -> None:
        nonlocal told
        if done - told >= step:
            told = done
            tell(done)

    return hear


def say_table(rows: Iterable[Iterable[object]]) -> None:
    """Print rows in columns."""
    texts = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    for row in texts:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        say("  ".join(cells).rstrip())
