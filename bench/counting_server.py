"""The real server in a process of its own, counting what each request does to the database.

``python -m bench.counting_server <file>`` serves until it is told to stop and then leaves in the
file one row per request: method, endpoint, statements, commits. It counts from outside, by the
events of SQLAlchemy and the signals of Flask; the product knows nothing of it. Statements sent
many times in one go count once; what begins and ends a transaction is no statement.
"""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import local
from typing import Any

from flask import request, request_started, request_tearing_down
from sqlalchemy import Engine, event

from app.serve import serve
from config.settings import read_settings

FINISH = "steps.finish"
"""The endpoint that takes a step."""


@dataclass(frozen=True, slots=True)
class CountedRequest:
    """What one request did to the database."""

    method: str
    endpoint: str
    statements: int
    commits: int


class _Counting(local):
    """The counts of the request that this thread works on."""

    statements = 0
    commits = 0


def main(report: Path) -> None:
    """Serve the installation that the environment describes."""
    counting = _Counting()
    counted: list[tuple[str, str | None, int, int]] = []

    def count_statement(*_: Any) -> None:  # noqa: ANN401 - what the event brings is not looked at
        counting.statements += 1

    def count_commit(_connection: Any) -> None:  # noqa: ANN401
        counting.commits += 1

    def begin(_app: Any, **_: Any) -> None:  # noqa: ANN401
        counting.statements = counting.commits = 0

    def end(_app: Any, **_: Any) -> None:  # noqa: ANN401
        row = (request.method, request.endpoint, counting.statements, counting.commits)
        counted.append(row)

    event.listen(Engine, "before_cursor_execute", count_statement)
    event.listen(Engine, "commit", count_commit)
    request_started.connect(begin)
    request_tearing_down.connect(end)
    serve(read_settings(os.environ))
    report.write_text(json.dumps(counted), encoding="utf-8")


def read_report(report: Path) -> list[CountedRequest]:
    """Return what a server that has stopped counted."""
    return [CountedRequest(*row) for row in json.loads(report.read_text(encoding="utf-8"))]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
