"""Lists that can be taken along as .xlsx. Each is a module of ``reports.lists``, found by its name.

A module there has ``sheet(tx, office, actor, asked) -> Sheet``: the rows of its page with the
filters and the policy of its page, however many there are. Its rows are read as they are taken.
"""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.office import Office
from reports import lists
from reports.sheet import Sheet

SheetSource = Callable[[Transaction, Office, Actor, Mapping[str, str]], Sheet]


@cache
def sheet_sources() -> Mapping[str, SheetSource]:
    """Return the list modules by their name."""
    names = (module.name for module in iter_modules(lists.__path__))
    return {name: import_module(f"{lists.__name__}.{name}").sheet for name in names}


def open_sheet(
    tx: Transaction, office: Office, actor: Actor, *, code: str, asked: Mapping[str, str]
) -> Sheet:
    """Return a list with what was asked for.

    Raises:
        NotFoundError: There is no such list.
        NotAllowedError: The person may not see it.
    """
    source = sheet_sources().get(code)
    if source is None:
        raise NotFoundError
    return source(tx, office, actor, asked)
