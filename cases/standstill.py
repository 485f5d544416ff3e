"""Keeps steps from being done for a moment, while what they all stand on changes."""

from sqlalchemy import text

from cases.database import Transaction


def hold_steps(tx: Transaction) -> None:
    """Wait for those who are doing a step, and let nobody go on with one before the commit.

    On SQLite a writing transaction is alone anyway. Elsewhere every step reads the revision of
    the rules after locking its run, and so waits here until what changes has changed.
    """
    if tx.get_bind().dialect.name == "postgresql":
        tx.execute(text("LOCK TABLE rule_revision IN ACCESS EXCLUSIVE MODE"))
