"""Opens a case for the petition and starts the procedure that settles it (thụ lý).

The case begins with the event from which its terms run: the receipt of the petition, on the day
of the receipt. Parameters: ``procedure`` the procedure that settles it; ``event`` the event that
it begins with.
"""

from sqlalchemy import select

from cases import journal
from cases.database import Transaction
from cases.models.petition import Petition
from cases.models.petition_text import PetitionText
from cases.office import Office
from cases.runs.locked_run import LockedRun
from cases.runs.recorded_events import NewEvent
from cases.search.entries import index_case
from cases.steps.move import Move
from cases.steps.opened_case import Matter, open_case, start_run
from cases.versions import version_on
from engine import runner
from engine.values import Effect

FOLLOWS_CORRECTIONS = True
"""A corrected receipt reaches the case as well (``cases.amendments.opened_cases``)."""


def perform(tx: Transaction, office: Office, run: LockedRun, effect: Effect) -> None:
    """Open the case and bring it to its first step."""
    petition, title, summary = tx.execute(
        select(Petition, PetitionText.title, PetitionText.summary)
        .outerjoin(PetitionText, PetitionText.petition_id == Petition.id)
        .where(Petition.id == run.petition_id)
    ).one()
    chosen = version_on(tx, effect.params["procedure"], petition.received_on)
    version = office.version(tx, chosen.id)
    matter = Matter(
        petition_id=petition.id,
        unit_id=petition.receiving_unit_id,
        received_on=petition.received_on,
        title=title or summary or petition.code,
        field=petition.field,
        given={"secrecy": petition.secrecy, "paper_file_ref": petition.paper_file_ref},
    )
    opened = open_case(tx, office, version, matter)
    settlement = start_run(tx, office, version, ("case", opened.id))
    move = Move(tx, office, settlement, None, office.clock.now())
    move.record({}, [NewEvent(effect.params["event"], petition.received_on)])
    move.turn(lambda _state, call: runner.start(version.procedure, call))
    move.save()
    index_case(tx, opened.id)
    journal.write(
        tx,
        office,
        None,
        "open_case",
        subject=("case", opened.id),
        detail={"petition": petition.code, "case": opened.code, "version": version.id},
    )
