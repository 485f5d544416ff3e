"""Put an installation back from a backup; the programs must be stopped."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.commands.outcome import say
from cases import backups
from cases.office import Office


def add_arguments(parser: ArgumentParser) -> None:
    """Take the file to read."""
    parser.add_argument("file", type=Path, help="archive that `donthu backup` wrote")
    parser.add_argument(
        "--replace", action="store_true", help="throw away what the installation holds now"
    )
    parser.set_defaults(run=run)


def run(options: Namespace, office: Office) -> None:
    """Read the archive."""
    backups.read(office, options.file, replace=options.replace)
    say(f"Đã phục hồi từ {options.file}")
