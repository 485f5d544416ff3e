"""Write one file with the database and the kept files of a running installation."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.commands.outcome import say
from app.rendering.dates import file_size
from cases import backups
from cases.office import Office


def add_arguments(parser: ArgumentParser) -> None:
    """Take the file to write."""
    parser.add_argument("file", type=Path, help="archive to write, for example don-thu.tar")
    parser.set_defaults(run=run)


def run(options: Namespace, office: Office) -> None:
    """Write the archive."""
    backups.write(office, options.file)
    say(f"Đã ghi {options.file} ({file_size(options.file.stat().st_size)})")
