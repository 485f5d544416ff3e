"""Erases in the transaction of an action, and lists it outside the database before the commit."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from uuid import uuid4

from sqlalchemy import event, insert, select

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.erasure.carried_out import Extent, carry_out
from cases.erasure.erased_rows import ErasedRows
from cases.erasure.list_file import Listed, list_erasure, take_back
from cases.erasure.reach import Reach
from cases.models.case import Case
from cases.models.erasure import Erasure
from cases.models.petition import Petition
from cases.office import Office, to_json
from cases.turns import take_turn

NO_MARK: Mapping[str, str] = MappingProxyType({})
TURN = "erasure"
"""Held from the listing to the commit."""

__all__ = ["TURN", "Extent", "erase", "write_erasure"]


def erase(
    tx: Transaction,
    office: Office,
    actor: Actor | None,
    reach: Reach,
    *,
    because: str,
    extent: Extent = Extent.PERSON,
    mark: Mapping[str, str] = NO_MARK,
) -> str:
    """Take out of every table what it holds of the reached records; return the erasure's id.

    After the commit ``finishing.follow_at_once`` lets the disk follow; the worker does the rest.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: Who wants it; ``None`` when a list is replayed.
        reach: How far it goes.
        because: ``denunciation``, ``split`` or ``secrecy``.
        extent: How much.
        mark: What the records become, now and whenever it is replayed: ``{"kind":
            "denunciation"}``, ``{"secrecy": "mat"}``.
    """
    take_turn(tx, TURN)
    erased = carry_out(tx, office, reach, extent, mark)
    listed = _listed(tx, office, reach, erased, because, extent, mark)
    write_erasure(tx, listed, erased, office.clock.written_at())
    for subject in _subjects(reach):
        detail = {"erasure": listed.id, "because": because, "extent": extent.value}
        journal.write(tx, office, actor, "erase", subject=subject, detail=detail)
    _list_until_committed(tx, office, listed)
    return listed.id


def write_erasure(tx: Transaction, listed: Listed, erased: ErasedRows, at: datetime) -> None:
    """Write the row by which the disk follows, and by which the list is known to be true."""
    row = {
        "id": listed.id,
        "at": at,
        "because": listed.because,
        "records": to_json(erased.records),
        "left_over": to_json({"files": erased.hashes, "exports": erased.tokens}),
        "finished_at": None,
    }
    tx.connection().execute(insert(Erasure.__table__), row)  # type: ignore[arg-type]


def _listed(
    tx: Transaction,
    office: Office,
    reach: Reach,
    erased: ErasedRows,
    because: str,
    extent: Extent,
    mark: Mapping[str, str],
) -> Listed:
    petitions = tx.execute(
        select(Petition.id, Petition.registered_at).where(Petition.id.in_(reach.petitions))
    )
    cases = tx.execute(select(Case.id, Case.opened_at).where(Case.id.in_(reach.cases)))
    return Listed(
        id=uuid4().hex,
        at=office.clock.written_at().isoformat(),
        because=because,
        extent=extent.value,
        mark=dict(mark),
        petitions={str(row[0]): row[1].isoformat() for row in petitions},
        cases={str(row[0]): row[1].isoformat() for row in cases},
        records=erased.records,
    )


def _subjects(reach: Reach) -> list[tuple[str, int]]:
    return [
        *(("petition", one) for one in reach.petitions),
        *(("case", one) for one in reach.cases),
    ]


def _list_until_committed(tx: Transaction, office: Office, listed: Listed) -> None:
    """List now; take it back if this transaction is given up after all."""
    path, is_open = office.settings.erasures, [True]
    list_erasure(path, listed)

    @event.listens_for(tx, "after_commit")
    def _committed(_session: Transaction) -> None:
        is_open.clear()

    @event.listens_for(tx, "after_rollback")
    def _given_up(_session: Transaction) -> None:
        if is_open:
            is_open.clear()
            take_back(path, listed.id)
