"""Do what is due now; with --now first move the office clock forward (never in production)."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import datetime, time

from app.commands.outcome import CommandRefusedError, say
from cases import worker
from cases.office import Office
from config.clock import TIME_ZONE, OfficeClock


def add_arguments(parser: ArgumentParser) -> None:
    """Take ``--now``."""
    parser.add_argument(
        "--now",
        type=_instant,
        metavar="TIME",
        help="office time from now on: 2026-09-01 (its first minute) or 2026-09-01T08:30",
    )
    parser.set_defaults(run=run)


def run(options: Namespace, office: Office) -> None:
    """Move the clock if asked, then sweep once."""
    if options.now is not None:
        _move(office, options.now)
    say(f"Giờ của hệ thống: {office.clock.now():%d/%m/%Y %H:%M}")
    for name, count in worker.run_once(office).items():
        say(f"{name}: {count}")


def _move(office: Office, instant: datetime) -> None:
    if not isinstance(office.clock, OfficeClock):
        message = "Hệ thống chính thức chạy theo giờ thật: không dời được đồng hồ."
        raise CommandRefusedError(message)
    is_today = instant.date() == office.today() and instant.time() == time.min
    if not is_today:
        office.clock.move_to(instant)


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        message = f"'{text}' is not a date like 2026-09-01 or a time like 2026-09-01T08:30"
        raise ArgumentTypeError(message) from error
    return instant if instant.tzinfo else instant.replace(tzinfo=TIME_ZONE)
