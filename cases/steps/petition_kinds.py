"""What the kind of a petition means for its triage and for what may be kept of it."""

from collections.abc import Mapping

from cases.office import LoadedVersion
from engine.values import Scalar

AUTHORED = frozenset({"complaint", "feedback"})
"""Kinds of which the author is recorded.

Of a denunciation none may be (khoản 7 Điều 5 of the regulation), and what is not sorted yet may
be one, in whole or in part.
"""

KIND = "kind"
"""The fact by which a triage diagram knows what kind of petition it is about."""


def facts_of_kind(version: LoadedVersion, kind: str) -> Mapping[str, Scalar]:
    """Return what a run on a petition is told of its kind, if its diagram asks."""
    declared = version.info.facts.get(KIND)
    return {KIND: kind} if declared is not None and declared.is_given else {}
