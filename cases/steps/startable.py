"""Whether a further procedure can be started on a case as it stands."""

from collections.abc import Callable, Collection, Iterable

from cases.office import LoadedVersion

NO_TERM = "no_term"
RUNNING = "running"
PAUSED = "paused"
NOT_IN_FORCE = "not_in_force"
NOTHING_TO_ENFORCE = "nothing_to_enforce"


def why_not(
    version: LoadedVersion,
    *,
    running_terms: Collection[str],
    running_codes: Iterable[str],
    is_paused: bool,
    can_enforce: Callable[[], bool],
) -> str | None:
    """Return why the procedure of ``version`` cannot be started now; ``None`` when it can.

    Args:
        version: The procedure.
        running_terms: Terms of which a deadline of the case runs.
        running_codes: Procedures that are under way on the case.
        is_paused: The case is suspended.
        can_enforce: Tells whether a decision of the case is in legal force and has yet to be
            enforced; asked only where it matters.
    """
    info = version.info
    if info.code in running_codes and not info.several_at_once:
        return RUNNING
    if info.while_terms and not set(info.while_terms) & set(running_terms):
        return NO_TERM
    if is_paused and not version.procedure.steps[info.intake_step].while_paused:
        return PAUSED
    if info.enforces_decision and not can_enforce():
        return NOTHING_TO_ENFORCE
    return None
