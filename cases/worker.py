"""Loops the sweeps."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pkgutil import iter_modules
from threading import Event
from types import ModuleType

import structlog
from sqlalchemy.exc import OperationalError

import cases.sweeps
from cases.office import Office

PERIOD_SECONDS = 5.0

_log = structlog.get_logger(__name__)


def sweeps(*others: ModuleType) -> Mapping[str, Callable[[Office], int]]:
    """Return every sweep by the name of its module, those of other packages last."""
    return {
        module.name: import_module(f"{package.__name__}.{module.name}").sweep
        for package in (cases.sweeps, *others)
        for module in iter_modules(package.__path__)
    }


def run_once(office: Office, *others: ModuleType) -> dict[str, int]:
    """Do what is due now; return how much each sweep did."""
    return {name: sweep(office) for name, sweep in sweeps(*others).items()}


def run_forever(
    office: Office, stop: Event, *others: ModuleType, period_seconds: float = PERIOD_SECONDS
) -> None:
    """Sweep every few seconds until ``stop`` is set.

    ``others`` are packages that hold further sweeps: what ``cases`` does not know of.

    A database that is away is waited for, and a sweep that fails does not keep the others from
    their work: the next round finds what was missed. What went wrong is in the log.
    """
    while not stop.is_set():
        done = {name: _swept(name, sweep, office) for name, sweep in sweeps(*others).items()}
        if any(done.values()):
            _log.info("swept", **{name: count for name, count in done.items() if count})
        stop.wait(period_seconds)


def _swept(name: str, sweep: Callable[[Office], int], office: Office) -> int:
    try:
        return sweep(office)
    except OperationalError as error:
        _log.warning("database_unreachable", sweep=name, error=type(error).__name__)
    except Exception:  # noqa: BLE001 - whatever it is, the other sweeps go on
        _log.exception("sweep_failed", sweep=name)
    return 0
