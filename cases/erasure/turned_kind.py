"""Turns petitions whose people are erased into denunciations: their runs, cases and kind."""

from sqlalchemy import delete, select, update

from cases.database import Transaction
from cases.erasure.reach import Reach
from cases.kinds.triage import begin_triage
from cases.models.case import Case
from cases.models.fact import Fact
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.models.run import Run
from cases.office import LoadedVersion, Office
from cases.runs.ended_children import cancel_run
from cases.runs.locked_run import lock_run
from forms.denunciations import DENUNCIATION

RECLASSIFIED = "reclassified"


def turn_into_denunciation(tx: Transaction, office: Office, reach: Reach) -> None:
    """End what was under way for the former kind and begin triage anew where its diagram can.

    The cases opened before are closed as reclassified and belong to no petition any more: a case
    of another kind never stands beside a denunciation. Facts found for the former kind go.
    """
    before = _triages(tx, office, reach)
    now, today = office.clock.now(), office.today()
    running = select(Run.id).where(Run.id.in_(reach.runs), Run.status == "running")
    for run_id in tx.scalars(running.order_by(Run.id.desc())).all():
        cancel_run(tx, office, lock_run(tx, office, run_id), today, now)
    _execute(tx, delete(PetitionCase).where(PetitionCase.petition_id.in_(reach.petitions)))
    closed = {"closing": RECLASSIFIED, "closed_on": today}
    _execute(
        tx, update(Case).where(Case.id.in_(reach.cases), Case.closed_on.is_(None)).values(closed)
    )
    of_petitions = (Fact.subject_kind == "petition", Fact.subject_id.in_(reach.petitions))
    _execute(tx, delete(Fact).where(*of_petitions))
    ids = Petition.id.in_(reach.petitions)
    changed = {"kind": DENUNCIATION, "handling": None, "joins_case_id": None, "triaged_on": None}
    _execute(tx, update(Petition).where(ids).values(changed))
    tx.expire_all()
    for petition_id, version in before.items():
        begin_triage(tx, office, version, tx.get_one(Petition, petition_id))


def _triages(tx: Transaction, office: Office, reach: Reach) -> dict[int, LoadedVersion]:
    """Return petition -> version of its newest run that is about the petition and under way."""
    rows = tx.execute(
        select(Run.subject_id, Run.version_id)
        .where(
            Run.subject_kind == "petition",
            Run.subject_id.in_(reach.petitions),
            Run.status == "running",
        )
        .order_by(Run.id)
    )
    return {row.subject_id: office.version(tx, row.version_id) for row in rows}


def _execute(tx: Transaction, statement: object) -> None:
    tx.execute(statement.execution_options(synchronize_session=False))  # type: ignore[attr-defined]
