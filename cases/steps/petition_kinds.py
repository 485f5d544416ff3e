"""What the kind of a petition means for its triage and for what may be kept of it."""

from collections.abc import Mapping

from cases.office import LoadedVersion
from cases.runs.locked_run import LockedRun
from cases.runs.refused_answer import refused_at
from engine.values import Scalar

AUTHORED = frozenset({"complaint", "feedback"})
"""Kinds of which the author is recorded.

Of a denunciation none may be (khoản 7 Điều 5 of the regulation), and what is not sorted yet may
be one, in whole or in part.
"""

KIND = "kind"
"""The fact by which a triage diagram knows what kind of petition it is about."""


HAS_AUTHOR = (
    "loại này không được, vì người gửi đơn đã được ghi (khoản 7 Điều 5 Quy chế 2003/QĐ-UBND)"
)


def may_become(run: LockedRun, kind: str) -> bool:
    """Tell whether triage may give its petition another kind.

    It becomes a denunciation by an action of its own, which erases what may not be kept of one.

    Raises:
        SubmissionRefusedError: Its author is recorded, and may not be of the other kind.
    """
    if run.kind in AUTHORED and kind not in AUTHORED:
        raise refused_at(run, "kind", HAS_AUTHOR)
    return kind != "denunciation"


def facts_of_kind(version: LoadedVersion, kind: str) -> Mapping[str, Scalar]:
    """Return what a run on a petition is told of its kind, if its diagram asks."""
    declared = version.info.facts.get(KIND)
    return {KIND: kind} if declared is not None and declared.is_given else {}
