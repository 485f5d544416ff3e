"""Fits the name of a task between its signs, its tick and the events on its border."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import inf

from engine.diagram_interchange import Box
from engine.picture_text import shorten, text_width, wrap

_SIZES = ((12.5, 15.0, ""), (11.0, 13.0, "is-small"))
_NARROWER = (12.0, 30.0, 46.0)
_ASIDE = (0.0, 9.0)
_PAD = 3.0
_STEP = 2.0

# What speaks against a way of writing a name, in points; below the last, look no further.
_SMALL, _SHORTENED, _MORE_LINES, _COVERED, _OUTSIDE = 24.0, 400.0, 9.0, 8.0, 8.0
_GOOD = 27.0
# Letters are lower than their line by about this part of its height.
_AIR = 0.15


@dataclass(frozen=True, slots=True)
class Lettering:
    """Lines in one size of letters: ``x`` is their middle, ``y`` the base line of the first."""

    lines: tuple[str, ...]
    x: float
    y: float
    height: float
    class_: str


@dataclass(frozen=True, slots=True)
class _Attempt:
    lines: tuple[str, ...]
    boxes: tuple[Box, ...]
    height: float
    class_: str
    handicap: float


@lru_cache(maxsize=4096)
def fit(name: str, box: Box, occupied: tuple[Box, ...], *, is_bold: bool) -> Lettering | None:
    """Return the best way to write a name into a box; None for an empty name.

    The answers are kept, because every case of a version asks the same.

    Args:
        name: The text.
        box: The outline of the task.
        occupied: What the letters should not touch, such as the sign in the corner.
        is_bold: The letters will be bold.
    """
    best: _Attempt | None = None
    least = inf
    for attempt in _attempts(name, box, is_bold=is_bold):
        cost = _cost(attempt, box, occupied)
        if cost < least:
            best, least = attempt, cost
        if least < _GOOD:
            break
    if best is None:
        return None
    first = best.boxes[0]
    base = first.bottom - best.height * 0.12
    return Lettering(best.lines, first.center.x, base, best.height, best.class_)


def _attempts(name: str, box: Box, *, is_bold: bool) -> Iterator[_Attempt]:
    """Yield ways to write a name, from large to small and from wide to narrow."""
    for size, height, class_ in _SIZES:
        most = max(int((box.height - 2 * _PAD) / height), 1)
        for narrower in _NARROWER:
            width = max(box.width - narrower, size * 2)
            full = wrap(name, width, size, is_bold=is_bold)
            lines = shorten(full, most)
            if not lines:
                continue
            handicap = (_SMALL if class_ else 0) + (_SHORTENED if lines != full else 0)
            handicap += _MORE_LINES * len(lines)
            widths = [text_width(line, size, is_bold=is_bold) for line in lines]
            for aside, down in product(_ASIDE, _moves(box.height - height * len(lines))):
                boxes = tuple(_line_boxes(box, widths, height, aside, down))
                away = handicap + abs(down) + aside
                yield _Attempt(lines, boxes, height, class_, away)


def _line_boxes(
    box: Box, widths: list[float], height: float, aside: float, down: float
) -> Iterator[Box]:
    x, top = box.center.x + aside, box.center.y + down - height * len(widths) / 2
    for index, width in enumerate(widths):
        y = top + (index + _AIR) * height
        yield Box(x - width / 2, y, width, height * (1 - _AIR))


def _moves(spare: float) -> Iterator[float]:
    """Yield how far to move away from the middle, not at all first."""
    yield 0.0
    for step in range(1, max(int(spare / 2 / _STEP), 0) + 1):
        yield step * _STEP
        yield -step * _STEP


def _cost(attempt: _Attempt, box: Box, occupied: tuple[Box, ...]) -> float:
    room = box.grown(-_PAD)
    outside = sum(line.width * line.height - line.overlap(room) for line in attempt.boxes)
    covered = sum(line.overlap(other) for line in attempt.boxes for other in occupied)
    return attempt.handicap + _OUTSIDE * max(outside, 0) + _COVERED * covered
