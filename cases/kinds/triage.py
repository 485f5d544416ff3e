"""Begins triage for a petition that nobody fills in an intake form for."""

from collections.abc import Mapping

from cases.database import Transaction
from cases.models.petition import Petition
from cases.office import LoadedVersion, Office
from cases.runs.recorded_events import NewEvent
from cases.steps.move import Move
from cases.steps.opened_case import start_run
from cases.steps.petition_kinds import KIND
from engine import runner
from engine.values import Scalar

RETURNED, SOURCE = "returned", "source"
"""Facts by which a diagram knows that the petition stands in the books, and how it came."""


def begin_triage(
    tx: Transaction, office: Office, version: LoadedVersion, petition: Petition
) -> bool:
    """Start the diagram behind its intake; return whether it takes petitions of this kind."""
    facts = _facts(version, petition)
    if KIND not in facts:
        return False
    run = start_run(tx, office, version, ("petition", petition.id))
    move = Move(tx, office, run, None, office.clock.now())
    move.record(facts, [NewEvent(version.info.version_event, petition.received_on)])
    move.turn(lambda _state, call: runner.start(version.procedure, call))
    move.save()
    return True


def _facts(version: LoadedVersion, petition: Petition) -> Mapping[str, Scalar]:
    wanted: dict[str, Scalar] = {KIND: petition.kind, SOURCE: petition.source, RETURNED: True}
    declared = version.info.facts
    return {
        name: value
        for name, value in wanted.items()
        if name in declared and (declared[name].type == "bool" or value in declared[name].codes)
    }
