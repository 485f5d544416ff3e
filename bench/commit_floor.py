"""What one commit costs here, whatever we do: a one-row table on the same disk and settings."""

from pathlib import Path
from time import perf_counter

from cases.database import Database


class CommitFloor:
    """Commits one row at a time, over a connection set up as the product's are."""

    def __init__(self, folder: Path) -> None:
        self._database = Database(f"sqlite:///{folder / 'floor.sqlite3'}")
        self._pooled = self._database.engine.raw_connection()
        self._connection = self._pooled.driver_connection
        self._connection.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, at REAL)")
        self.milliseconds: list[float] = []

    def commit_one_row(self) -> None:
        """Commit once and note how long it took."""
        began = perf_counter()
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("INSERT INTO row (at) VALUES (?)", (began,))
        self._connection.execute("COMMIT")
        self.milliseconds.append((perf_counter() - began) * 1000)

    def close(self) -> None:
        """Give the connection back and close it."""
        self._pooled.close()
        self._database.close()
