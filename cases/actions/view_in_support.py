"""Writes down each page that unit IT staff look at during a support visit."""

from contextlib import suppress

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.office import Office
from cases.queries.case_by_code import subject_of


def view_in_support(
    tx: Transaction, office: Office, actor: Actor, *, screen: str, code: str | None
) -> None:
    """Write the entry: of the record whose code the page bears, else of the unit.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: Who visits; without a visit nothing is written.
        screen: Name of the page in the program.
        code: Code of the case or petition that the page shows.
    """
    visit = actor.visit
    if visit is None:
        return
    subject = ("unit", visit.unit_id)
    with suppress(NotFoundError):
        subject = subject_of(tx, code) if code else subject
    detail = {"visit": visit.id, "screen": screen}
    journal.write(tx, office, actor, "view_in_support", subject=subject, detail=detail)
