"""Writes the morning digests at 07:30 of every working day, and forgets old ones."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from sqlalchemy import delete, select

from cases.database import Transaction
from cases.digests import mail
from cases.digests.compose import Composed, compose
from cases.digests.material import people, things
from cases.mail_queue import QueuedMail, queue_mails
from cases.models.digest import Digest
from cases.models.digest_round import DigestRound
from cases.office import Office
from cases.queries.outlook import read_outlook
from cases.rows import insert_rows
from cases.turns import take_turn
from cases.upsert import upsert_rows

DIGEST_AT = time(7, 30)
BATCH = 200
KEPT_FOR = timedelta(days=100)


def sweep(office: Office) -> int:
    """Write one digest per person who has something due, once a day; return how many it wrote.

    Whoever was written to before an interruption is left out when it goes on.
    """
    now = office.clock.now()
    if now.time() < DIGEST_AT:
        return 0
    digests = _compose(office, now.date())
    if digests is None:
        return 0
    written = 0
    for start in range(0, len(digests), BATCH):
        with office.database.writing() as tx:
            written += _write(tx, office, now.date(), digests[start : start + BATCH])
    with office.database.writing() as tx:
        upsert_rows(tx, DigestRound, [{"day": now.date(), "finished_at": now}], key=("day",))
        _forget(tx, now.date() - KEPT_FOR)
    return written


def _compose(office: Office, today: date) -> tuple[Composed, ...] | None:
    with office.database.reading() as tx:
        is_done = tx.scalar(select(DigestRound.day).where(DigestRound.day == today))
        if is_done or not office.calendar(tx).is_working(today):
            return None
        outlook = read_outlook(tx, office)
        return tuple(compose(things(tx, office, outlook), people(tx, today)))


def _write(tx: Transaction, office: Office, day: date, digests: Sequence[Composed]) -> int:
    take_turn(tx, "daily_digest")
    ids = [digest.account_id for digest in digests]
    have = set(
        tx.scalars(select(Digest.account_id).where(Digest.day == day, Digest.account_id.in_(ids)))
    )
    new = [digest for digest in digests if digest.account_id not in have]
    now = office.clock.now()
    if new:
        rows = [
            {
                "account_id": digest.account_id,
                "day": day,
                "written_at": now,
                "unit_names": digest.unit_names[:500],
                "late": digest.late,
                "due_today": digest.due_today,
                "due_soon": digest.due_soon,
                "lines": digest.lines.to_json(),
            }
            for digest in new
        ]
        insert_rows(tx, Digest, rows)
    queue_mails(
        tx,
        office,
        (
            QueuedMail(
                f"digest:{day}:{digest.account_id}",
                digest.account_id,
                mail.subject(digest, day),
                mail.text(digest, day),
            )
            for digest in new
        ),
    )
    return len(new)


def _forget(tx: Transaction, before: date) -> None:
    tx.execute(delete(Digest).where(Digest.day < before))
    tx.execute(delete(DigestRound).where(DigestRound.day < before))
