"""Keeps people from records that are about themselves."""

from cases.actor import Actor
from cases.runs.locked_run import LockedRun
from cases.separation.errors import OwnMatterError
from config.own_matters import read_own_matters


def kept_from(run: LockedRun, role: str) -> frozenset[int]:
    """Return who does nothing on the record that is the work of ``role``.

    These are the accounts that it is about, unless the law leaves the work to them.
    """
    exempt = read_own_matters().get(run.kind)
    return frozenset() if exempt is not None and role in exempt.roles else run.respondents


def refuse_own_matter(run: LockedRun, role: str, acting: Actor, step: str) -> None:
    """Pass silently where neither the person nor the one for whom they act is kept from it.

    Args:
        run: A run of the record.
        role: Whose work it is.
        acting: The person, as they act.
        step: Name of the step.

    Raises:
        OwnMatterError: The record is about one of the two.
    """
    if kept_from(run, role) & {acting.account_id, acting.on_behalf_of}:
        raise OwnMatterError(step)
