"""The first step of a procedure for a kind of petition."""

from cases.errors import NotFoundError
from cases.office import LoadedVersion
from engine.values import Notation


def intake_kind(version: LoadedVersion, kind: str) -> str:
    """Return the kind that a petition entered under ``kind`` has.

    A procedure for one kind takes that one, whatever the address says.

    Raises:
        NotFoundError: The procedure takes several kinds, and not this one.
    """
    kinds = version.info.intake_steps
    if kind in kinds:
        return kind
    if len(kinds) == 1:
        return next(iter(kinds))
    raise NotFoundError


def intake_step(version: LoadedVersion, kind: str) -> Notation:
    """Return the step that enters a petition of that kind in the books.

    Raises:
        NotFoundError: The procedure does not take such petitions.
    """
    info = version.info
    element = info.intake_steps[intake_kind(version, kind)] if info.intake_steps else ""
    found = version.procedure.steps.get(element or info.intake_step)
    if found is None:
        raise NotFoundError
    return found
