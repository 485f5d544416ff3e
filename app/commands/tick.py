"""Do what is due now; with --now first move the office clock forward (never in production)."""

from argparse import ArgumentParser, Namespace
from datetime import datetime, time

import reports.sweeps
from app.arguments import instant
from app.commands.outcome import CommandRefusedError, say
from app.rendering.dates import full_instant
from cases import worker
from cases.office import Office
from config.clock import OfficeClock


def add_arguments(parser: ArgumentParser) -> None:
    """Take ``--now``."""
    parser.add_argument(
        "--now",
        type=instant,
        metavar="TIME",
        help="office time from now on: 2026-09-01 (its first minute) or 2026-09-01T08:30",
    )
    parser.set_defaults(run=run)


def run(options: Namespace, office: Office) -> None:
    """Move the clock if asked, then sweep once."""
    if options.now is not None:
        _move(office, options.now)
    say(f"Giờ của hệ thống: {full_instant(office.clock.now())}")
    for name, count in worker.run_once(office, reports.sweeps).items():
        say(f"{name}: {count}")


def _move(office: Office, to: datetime) -> None:
    if not isinstance(office.clock, OfficeClock):
        message = "Hệ thống chính thức chạy theo giờ thật: không dời được đồng hồ."
        raise CommandRefusedError(message)
    is_today = to.date() == office.today() and to.time() == time.min
    if not is_today:
        office.clock.move_to(to)
