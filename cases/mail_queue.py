"""Puts mails into the outbox, in the transaction of what they tell of."""

from collections.abc import Iterable
from dataclasses import dataclass

from cases.database import Transaction
from cases.models.outbox import OutboxMessage
from cases.office import Office
from cases.rows import insert_rows


@dataclass(frozen=True, slots=True)
class QueuedMail:
    """A mail to a person; ``key`` says what it is about, so that it is never queued twice."""

    key: str
    account_id: int
    subject: str
    text: str


def queue_mails(tx: Transaction, office: Office, mails: Iterable[QueuedMail]) -> None:
    """Queue mails, in one statement; nothing where the installation sends none."""
    if office.settings.mail_server is None:
        return
    now = office.clock.now()
    rows = [
        {
            "key": mail.key,
            "kind": "mail",
            "account_id": mail.account_id,
            "subject": mail.subject,
            "text": mail.text,
            "created_at": now,
            "next_try_at": now,
            "attempts": 0,
        }
        for mail in mails
    ]
    if rows:
        insert_rows(tx, OutboxMessage, rows)
