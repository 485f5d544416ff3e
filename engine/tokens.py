"""The stored form of a case: where its tokens stand, and nothing else.

No history, no fact, no date and no prediction. One JSON object: ``v`` is the version of the
format, ``done`` whether the case has ended, ``levels`` one entry for the process and one for each
subprocess that is open: ``[place of the activity that opened it, rows]``, where a place is
``[level, row]``. A row is ``[row of its nearest kept ancestor, element, state]`` and, for a step
that waits for a person, the id of the task.
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from engine.errors import StateError

FORMAT = 1

Place = tuple[int, int]
"""A level and a row in it."""


class Standing(StrEnum):
    """How far an element has come."""

    WAITING = "W"
    READY = "R"
    STARTED = "S"
    COMPLETED = "C"
    CANCELLED = "X"

    @property
    def is_live(self) -> bool:
        """Something can still happen here."""
        return self in (Standing.WAITING, Standing.READY, Standing.STARTED)


@dataclass(slots=True)
class Token:
    """One row: a live element, or a finished one that something live still asks about.

    Attributes:
        parent: Row of the nearest kept ancestor in the same level; -1 for the root.
        element: Id of the element, or the name of a helper the library put beside it.
        standing: How far it has come.
        task_id: Of a step that waits for a person; empty otherwise.
    """

    parent: int
    element: str
    standing: Standing
    task_id: str = ""


@dataclass(slots=True)
class Level:
    """The tokens of the process or of one open subprocess, the root first."""

    owner: Place | None
    tokens: list[Token]


@dataclass(slots=True)
class Tokens:
    """Everything that is stored of a case."""

    completed: bool
    levels: list[Level]


def encode(tokens: Tokens) -> bytes:
    """Return the bytes to store."""
    levels = [[level.owner, [_row(token) for token in level.tokens]] for level in tokens.levels]
    stored = {"v": FORMAT, "done": tokens.completed, "levels": levels}
    return json.dumps(stored, separators=(",", ":")).encode()


def decode(state: bytes) -> Tokens:
    """Return the tokens stored in ``state``.

    Raises:
        StateError: Damaged, or written by a format this release does not know.
    """
    try:
        stored = json.loads(state)
        version = stored["v"]
        if version != FORMAT:
            message = f"Trạng thái lưu theo định dạng {version!r}, hệ thống chỉ đọc {FORMAT}."
            raise StateError(message)
        levels = [_level(owner, rows) for owner, rows in stored["levels"]]
        tokens = Tokens(bool(stored["done"]), levels)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        message = "Trạng thái lưu của vụ việc bị hỏng."
        raise StateError(message) from error
    _refuse_broken_links(tokens)
    return tokens


def ended(tokens: Tokens) -> Tokens:
    """Return the tokens of the same case after its end: the root alone."""
    return Tokens(completed=True, levels=[Level(None, tokens.levels[0].tokens[:1])])


def _row(token: Token) -> list[int | str]:
    row: list[int | str] = [token.parent, token.element, token.standing]
    return [*row, token.task_id] if token.task_id else row


def _level(owner: list[Any] | None, rows: list[list[Any]]) -> Level:
    place = None if owner is None else (int(owner[0]), int(owner[1]))
    return Level(place, [_token(*row) for row in rows])


def _token(parent: int, element: str, standing: str, task_id: str = "") -> Token:
    return Token(int(parent), str(element), Standing(standing), str(task_id))


def _refuse_broken_links(tokens: Tokens) -> None:
    """Every row and level hangs on an earlier one, so that loading cannot go astray."""
    sound = bool(tokens.levels) and tokens.levels[0].owner is None
    for number, level in enumerate(tokens.levels):
        parents = [token.parent for token in level.tokens]
        sound = sound and parents[:1] == [-1]
        sound = sound and all(0 <= parent < row for row, parent in enumerate(parents) if row)
        if number:
            place = level.owner or (number, 0)
            sound = sound and 0 <= place[0] < number
            sound = sound and 0 <= place[1] < len(tokens.levels[place[0]].tokens)
    if not sound:
        message = "Trạng thái lưu của vụ việc bị hỏng."
        raise StateError(message)
