"""Serve the pages (waitress) on DONTHU_HOST and DONTHU_PORT."""

import errno
from argparse import ArgumentParser, Namespace

from app.commands.outcome import CommandRefusedError
from app.serve import serve
from cases.office import Office


def add_arguments(parser: ArgumentParser) -> None:
    """Take none."""
    parser.set_defaults(run=run)


def run(_options: Namespace, office: Office) -> None:
    """Serve until told to stop."""
    try:
        serve(office.settings)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        message = (
            f"Cổng {office.settings.port} đang có chương trình khác dùng. "
            "Đặt DONTHU_PORT là cổng khác."
        )
        raise CommandRefusedError(message) from error
