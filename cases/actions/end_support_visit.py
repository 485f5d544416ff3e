"""Closes the screens of a unit again that its IT staff looked at."""

from sqlalchemy import update

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.models.support_visit import SupportVisit
from cases.office import Office


def end_support_visit(tx: Transaction, office: Office, actor: Actor) -> None:
    """End the person's running visit; nothing happens when it has ended already."""
    visit = actor.visit
    if visit is None:
        return
    tx.execute(
        update(SupportVisit)
        .where(SupportVisit.id == visit.id)
        .values(ended_at=office.clock.now())
        .execution_options(synchronize_session=False)
    )
    journal.write(
        tx,
        office,
        actor,
        "end_support_visit",
        subject=("unit", visit.unit_id),
        detail={"visit": visit.id},
    )
