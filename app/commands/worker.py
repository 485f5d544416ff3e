"""Fire due timers, send reminders and clean up, again and again until told to stop."""

import signal
from argparse import ArgumentParser, Namespace
from threading import Event

import reports.sweeps
from app.commands.outcome import say
from cases import worker
from cases.office import Office
from config.logging import configure_logging


def add_arguments(parser: ArgumentParser) -> None:
    """Take ``--once``."""
    parser.add_argument("--once", action="store_true", help="do what is due now and end")
    parser.set_defaults(run=run)


def run(options: Namespace, office: Office) -> None:
    """Sweep once, or until a signal comes."""
    configure_logging(office.settings)
    if options.once:
        for name, count in worker.run_once(office, reports.sweeps).items():
            say(f"{name}: {count}")
        return
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    worker.run_forever(office, stop, reports.sweeps)
