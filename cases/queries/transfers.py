"""Petitions passed on between units: what has come in, and what became of those sent."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from cases.actor import Actor
from cases.database import Transaction
from cases.models.petition import Petition
from cases.models.petition_text import PetitionText
from cases.models.transfer import Transfer
from cases.models.unit import Unit
from cases.office import Office
from cases.policy.predicates import CASE_STAFF
from cases.secrecy import SHOWN_TITLE, is_secret

LINES = 200


@dataclass(frozen=True, slots=True)
class TransferRow:
    """One petition passed on.

    Attributes:
        code: The sender's petition.
        title: What it is about; empty once its text was erased.
        status: ``sent``, ``received`` or ``returned``.
        is_secret: Nothing is written about it, a reason of return neither.
        answered_as: Code of the recipient's petition, when it was received.
    """

    id: int
    code: str
    kind: str
    title: str
    from_unit: str
    to_name: str
    document_number: str | None
    sent_on: date
    status: str
    answered_on: date | None
    return_reason: str | None
    answered_as: str | None
    is_secret: bool = False


@dataclass(frozen=True, slots=True)
class TransferPage:
    """What has come in and waits, what was answered lately, and what the units have sent."""

    waiting: tuple[TransferRow, ...]
    answered: tuple[TransferRow, ...]
    sent: tuple[TransferRow, ...]


_TO = aliased(Unit)
_FROM = aliased(Unit)
_RECEIVED = aliased(Petition)


def transfer_page(tx: Transaction, office: Office, actor: Actor) -> TransferPage:  # noqa: ARG001
    """Return the petitions passed on to and from the units in which the person works."""
    units = staff_units(actor)
    to_mine = Transfer.to_unit_id.in_(units)
    return TransferPage(
        waiting=_rows(tx, to_mine, Transfer.status == "sent"),
        answered=_rows(tx, to_mine, Transfer.status != "sent"),
        sent=_rows(tx, Transfer.from_unit_id.in_(units)),
    )


def transfers_of(tx: Transaction, petition_id: int) -> tuple[TransferRow, ...]:
    """Return where a petition was passed on to, the newest first."""
    return _rows(tx, Transfer.petition_id == petition_id)


def waiting_count(tx: Transaction, actor: Actor) -> int:
    """Return how many petitions wait to be received or returned."""
    waiting = select(func.count()).where(
        Transfer.to_unit_id.in_(staff_units(actor)), Transfer.status == "sent"
    )
    return tx.scalar(waiting) or 0


def staff_units(actor: Actor) -> list[int]:
    """Return the units in which the person works on petitions and cases."""
    return sorted({one.unit_id for one in actor.assignments if one.role in CASE_STAFF})


def _rows(tx: Transaction, *conditions: ColumnElement[bool]) -> tuple[TransferRow, ...]:
    newest = _statement().where(*conditions).order_by(Transfer.id.desc()).limit(LINES)
    return tuple(_row(row) for row in tx.execute(newest))


def _statement() -> Any:  # noqa: ANN401 - a statement
    return (
        select(
            Transfer,
            Petition.code,
            Petition.kind,
            Petition.secrecy,
            PetitionText.title,
            PetitionText.summary,
            _FROM.name.label("from_unit"),
            _TO.name.label("to_unit"),
            _RECEIVED.code.label("answered_as"),
        )
        .join(Petition, Petition.id == Transfer.petition_id)
        .outerjoin(PetitionText, PetitionText.petition_id == Petition.id)
        .join(_FROM, _FROM.id == Transfer.from_unit_id)
        .outerjoin(_TO, _TO.id == Transfer.to_unit_id)
        .outerjoin(_RECEIVED, _RECEIVED.id == Transfer.received_petition_id)
    )


def _row(row: Any) -> TransferRow:  # noqa: ANN401
    transfer = row.Transfer
    title = SHOWN_TITLE if is_secret(row.secrecy) else row.title or row.summary or ""
    return TransferRow(
        id=transfer.id,
        code=row.code,
        kind=row.kind,
        title=title,
        from_unit=row.from_unit,
        to_name=row.to_unit or transfer.to_body or "",
        document_number=transfer.document_number,
        sent_on=transfer.sent_on,
        status=transfer.status,
        answered_on=transfer.answered_on,
        return_reason=transfer.return_reason,
        is_secret=is_secret(row.secrecy),
        answered_as=row.answered_as,
    )
