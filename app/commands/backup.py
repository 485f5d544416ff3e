"""Write one file with the database and the kept files of a running installation."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.commands.outcome import complain, say
from app.rendering.dates import file_size
from cases.backup import backup
from cases.office import Office


def add_arguments(parser: ArgumentParser) -> None:
    """Take the file to write."""
    parser.add_argument(
        "target",
        type=Path,
        nargs="?",
        default=Path(),
        help="file to write, or the folder for a file named by date and time (default: here)",
    )
    parser.set_defaults(run=run)


def run(options: Namespace, office: Office) -> None:
    """Write the archive."""
    written = backup(office, options.target)
    say(f"Đã sao lưu vào {written.path} ({file_size(written.size)}, {written.file_count} tệp kèm)")
    for sha256 in written.missing:
        complain(f"Tệp {sha256} bị mất hoặc hỏng trên đĩa nên không có trong bản sao lưu.")
