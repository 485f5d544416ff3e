"""Sends what waits in the outbox, and tries again later what could not be sent.

A message is taken in one transaction, sent outside of any, and marked in another. Whoever is
interrupted between sending and marking sends it once more, under the same message id.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

import structlog
from sqlalchemy import ColumnElement, delete, select, update

from cases.database import Transaction
from cases.mail_sender import Mail, connected, is_permanent, send
from cases.models.account import Account
from cases.models.outbox import OutboxMessage
from cases.office import Office
from cases.turns import take_turn
from config.mail_server import MailServer

BATCH = 20
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))
"""How long to wait after each failure; after the last one the message is given up."""
KEPT_FOR = timedelta(days=30)
"""So long a sent message can still be looked at."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Taken:
    """A message that this worker may send."""

    id: int
    attempts: int
    mail: Mail


def sweep(office: Office) -> int:
    """Send what is due; return how many messages were sent."""
    server = office.settings.mail_server
    if server is None:
        return 0
    sent = 0
    while True:
        taken = _take(office)
        if not taken:
            return sent
        done = _send(office, server, taken)
        sent += done
        if done < len(taken):
            return sent  # the server is in trouble: the rest can wait for the next round


def _take(office: Office) -> list[_Taken]:
    """Take the next messages, so that no other worker sends them meanwhile."""
    now = office.clock.now()
    with office.database.reading() as tx:
        if not _due(tx, office):
            return []
    with office.database.writing() as tx:
        take_turn(tx, "send_outbox")
        rows = _due(tx, office)
        for row in rows:
            attempts = row.attempts + 1
            wait = BACK_OFF[min(attempts, len(BACK_OFF)) - 1]
            _change(tx, row.id, attempts=attempts, next_try_at=now + wait)
        tx.execute(delete(OutboxMessage).where(OutboxMessage.sent_at < now - KEPT_FOR))
    return [
        _Taken(row.id, row.attempts + 1, Mail(row.key, row.email, row.subject, row.text))
        for row in rows
    ]


def _due(tx: Transaction, office: Office) -> Sequence[Any]:
    return tx.execute(
        select(
            OutboxMessage.id,
            OutboxMessage.attempts,
            OutboxMessage.key,
            OutboxMessage.subject,
            OutboxMessage.text,
            Account.email,
        )
        .join(Account, Account.id == OutboxMessage.account_id)
        .where(*_is_due(office))
        .order_by(OutboxMessage.next_try_at, OutboxMessage.id)
        .limit(BATCH)
    ).all()


def _is_due(office: Office) -> tuple[ColumnElement[bool], ...]:
    return (
        OutboxMessage.sent_at.is_(None),
        OutboxMessage.given_up_at.is_(None),
        OutboxMessage.next_try_at <= office.clock.now(),
    )


def _send(office: Office, server: MailServer, taken: Sequence[_Taken]) -> int:
    """Send the messages over one connection; return how many were taken by the server."""
    sent: list[int] = []
    failed: dict[int, OSError] = {}
    sender = office.settings.mail_from
    is_server_there = False
    try:
        with connected(server) as connection:
            is_server_there = True
            for one in taken:
                try:
                    send(connection, one.mail, sender=sender, at=office.clock.written_at())
                    sent.append(one.id)
                except SMTPException as error:
                    failed[one.id] = error
    except OSError as error:
        failed |= {one.id: error for one in taken if one.id not in {*sent, *failed}}
    _note(office, taken, sent, failed)
    if not is_server_there:
        _let_all_wait(office)
    return len(sent)


def _let_all_wait(office: Office) -> None:
    """Put off everything that is due: a server that is away is not asked for each message."""
    later = office.clock.now() + BACK_OFF[0]
    with office.database.writing() as tx:
        tx.execute(update(OutboxMessage).where(*_is_due(office)).values(next_try_at=later))


def _note(
    office: Office, taken: Sequence[_Taken], sent: Sequence[int], failed: dict[int, OSError]
) -> None:
    now = office.clock.now()
    with office.database.writing() as tx:
        for one in taken:
            if one.id in sent:
                _change(tx, one.id, sent_at=now, error=None)
                continue
            error = failed[one.id]
            is_last = is_permanent(error) or one.attempts > len(BACK_OFF)
            _change(
                tx,
                one.id,
                error=type(error).__name__,
                given_up_at=now if is_last else None,
            )
    for name in {type(error).__name__ for error in failed.values()}:
        _log.warning("mail_not_sent", error=name, count=len(failed))


def _change(tx: Transaction, message_id: int, **values: object) -> None:
    tx.execute(update(OutboxMessage).where(OutboxMessage.id == message_id).values(**values))
