"""Writes the locks of accounts and ends the sessions that they end."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select, update

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.models.account import Account
from cases.office import Office
from cases.sessions import EndReason, end_sessions

LOCK_ACCOUNT = "lock_account"
"""What the journal calls it, whoever locks."""


def write_locks(
    tx: Transaction,
    office: Office,
    actor: Actor | None,
    *,
    account_ids: Collection[int],
    ground: str,
    document: str,
    from_day: date,
) -> None:
    """Lock accounts from a day on, with a journal entry each.

    An account that is locked from that day or an earlier one keeps its lock. A day in the future
    needs nobody: whoever asks about a lock compares it with the day of the office. Sessions of
    locks in force end in the same transaction; the others end with the day before.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: Who locks; ``None`` for the worker and the command line.
        account_ids: Rows of ``account``.
        ground: Code of ``config/lock_grounds.toml``.
        document: Number and date of the paper, as ``cases.locks.papers.named_paper`` words them.
        from_day: First day on which the account is locked.

    Raises:
        KeyError: There is no such ground.
    """
    code = office.lock_grounds[ground].code
    accounts = tx.scalars(
        select(Account)
        .where(Account.id.in_(account_ids))
        .order_by(Account.id)
        .with_for_update(key_share=True)  # steps being ended refer to them
        .execution_options(populate_existing=True)
    ).all()
    after = {
        "locked_from": from_day,
        "lock_ground": code,
        "lock_document": document,
        "locked_by_id": actor.account_id if actor else None,
    }
    locked = [one for one in accounts if one.locked_from is None or one.locked_from > from_day]
    if not locked:
        return
    told = {"day": from_day, "ground": code, "document": document}
    entries: list[journal.Entry] = [
        (("account", one.id), told | ({"before": one.locked_from} if one.locked_from else {}))
        for one in locked
    ]
    ids = [one.id for one in locked]
    tx.execute(update(Account).where(Account.id.in_(ids)).values(**after))
    if from_day <= office.today():
        end_sessions(tx, office, ids, EndReason.LOCKED)
    journal.write_all(tx, office, actor, LOCK_ACCOUNT, entries)
