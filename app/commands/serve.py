"""Serve the pages (waitress) on DONTHU_HOST and DONTHU_PORT."""

from argparse import ArgumentParser, Namespace

from app.serve import serve
from cases.office import Office


def add_arguments(parser: ArgumentParser) -> None:
    """Take none."""
    parser.set_defaults(run=run)


def run(_options: Namespace, office: Office) -> None:
    """Serve until told to stop."""
    serve(office.settings)
