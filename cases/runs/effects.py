"""What an effect is, and how effects are found."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from cases.database import Transaction
from cases.office import Office
from cases.runs.locked_run import LockedRun
from engine.values import Effect

PACKAGE = "cases.effects"

Perform = Callable[[Transaction, Office, LockedRun, Effect], None]


@cache
def effects() -> Mapping[str, Perform]:
    """Return every effect by name: the module's name, its function ``perform``."""
    # By name: what an effect does may stand on what asks for it here.
    package = import_module(PACKAGE)
    names = (module.name for module in iter_modules(package.__path__))
    return {name: import_module(f"{PACKAGE}.{name}").perform for name in names}


def leaves_traces(effect: Effect) -> bool:
    """Tell whether what an effect does stands in the way of undoing the step it belongs to."""
    return not _says(effect, "CAN_STAY")


def follows_corrections(effect: Effect) -> bool:
    """Tell whether what an effect did is put right with the event it has worked with."""
    return _says(effect, "FOLLOWS_CORRECTIONS")


def perform(tx: Transaction, office: Office, run: LockedRun, effect: Effect) -> None:
    """Carry out an effect inside the caller's transaction."""
    effects()[effect.name](tx, office, run, effect)


def _says(effect: Effect, name: str) -> bool:
    module = import_module(effects()[effect.name].__module__)
    return bool(getattr(module, name, False))
