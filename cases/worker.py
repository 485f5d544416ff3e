"""Loops the sweeps."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pkgutil import iter_modules
from threading import Event

import structlog
from sqlalchemy.exc import OperationalError

import cases.sweeps
from cases.office import Office

PERIOD_SECONDS = 5.0

_log = structlog.get_logger(__name__)


def sweeps() -> Mapping[str, Callable[[Office], int]]:
    """Return every sweep by the name of its module."""
    names = (module.name for module in iter_modules(cases.sweeps.__path__))
    return {name: import_module(f"cases.sweeps.{name}").sweep for name in names}


def run_once(office: Office) -> dict[str, int]:
    """Do what is due now; return how much each sweep did."""
    return {name: sweep(office) for name, sweep in sweeps().items()}


def run_forever(office: Office, stop: Event, *, period_seconds: float = PERIOD_SECONDS) -> None:
    """Sweep every few seconds until ``stop`` is set.

    A database that is away for a while is waited for: the next round finds what was missed.
    """
    while not stop.is_set():
        try:
            done = {name: count for name, count in run_once(office).items() if count}
        except OperationalError as error:
            _log.warning("database_unreachable", error=type(error).__name__)
        else:
            if done:
                _log.info("swept", **done)
        stop.wait(period_seconds)
