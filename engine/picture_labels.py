"""Finds a free place for every name and date that stands outside its element."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from engine.diagram_interchange import Box, Point
from engine.picture_text import text_width, wrap

NOTE_SIZE = 11.5
LINE_HEIGHT = 14.0
_GAP = 4.0
_MARGIN = 2.0
_CROSSED_FLOW = 300.0
_CROSSED_BORDER = 150.0
_LATER_CHOICE = 12.0


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of text that are placed together."""

    lines: tuple[str, ...]

    @property
    def width(self) -> float:
        """Of the longest line, bold or not."""
        return max(text_width(line, NOTE_SIZE, is_bold=True) for line in self.lines) + 2

    @property
    def height(self) -> float:
        """Of all lines."""
        return LINE_HEIGHT * len(self.lines)


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with its place; it wants a background where it could not avoid a line."""

    block: Block
    box: Box
    needs_background: bool


class Surroundings:
    """What a label must not cover: elements, flows, borders, labels already placed."""

    def __init__(
        self,
        solids: Iterable[Box],
        lines: Iterable[tuple[Point, ...]],
        borders: Iterable[Box],
    ) -> None:
        self._solids = list(solids)
        self._segments = [segment for line in lines for segment in pairwise(line)]
        self._borders = [segment for box in borders for segment in pairwise(_outline(box))]

    def place(self, choices: Iterable["Choice"]) -> Placed:
        """Take the choice that covers least, of equal ones the first, and keep it free."""
        block, box = self._best(list(choices))
        self._solids.append(box)
        crossed = _crossings(box, self._segments) + _crossings(box, self._borders)
        return Placed(block, box, needs_background=crossed > 0)

    def _best(self, choices: list["Choice"]) -> "Choice":
        best, least = choices[0], inf
        for rank, choice in enumerate(choices if len(choices) > 1 else ()):
            covered = self._cost(choice[1])
            if covered + _LATER_CHOICE * rank < least:
                best, least = choice, covered + _LATER_CHOICE * rank
            if not covered:
                break  # every later choice is worse by its rank alone
        return best

    def _cost(self, box: Box) -> float:
        roomy = box.grown(_MARGIN)
        covered = sum(roomy.overlap(solid) for solid in self._solids)
        flows = _CROSSED_FLOW * _crossings(box.grown(1), self._segments)
        return covered + flows + _CROSSED_BORDER * _crossings(box, self._borders)


Choice = tuple[Block, Box]
"""A way to break a text, and a place for it."""


def blocks_of(text: str, widths: Iterable[float], more: tuple[str, ...] = ()) -> tuple[Block, ...]:
    """Return the different ways to break a text, further lines below; none for an empty text."""
    broken = dict.fromkeys((*wrap(text, width, NOTE_SIZE), *more) for width in widths)
    return tuple(Block(lines) for lines in broken if lines)


def around(box: Box, blocks: Iterable[Block], *, is_above_better: bool) -> Iterator[Choice]:
    """Yield places around an element, the usual ones first."""
    center = box.center
    for block in blocks:
        width, height = block.width, block.height
        below, above = box.bottom + _GAP, box.y - _GAP - height
        usual, other = (above, below) if is_above_better else (below, above)
        columns = (center.x - width / 2, center.x + _GAP, center.x - _GAP - width)
        places = [(x, usual) for x in columns] + [(x, other) for x in columns]
        for x in (box.right + _GAP, box.x - _GAP - width):
            places += [(x, center.y - height / 2), (x, usual), (x, other)]
        yield from ((block, Box(x, y, width, height)) for x, y in places)


def along(points: tuple[Point, ...], blocks: Iterable[Block]) -> Iterator[Choice]:
    """Yield places beside a flow, those near its source first."""
    for block in blocks:
        for start, end in pairwise(points):
            for place in _beside(start, end, block):
                yield block, Box(place.x, place.y, block.width, block.height)


def _beside(start: Point, end: Point, block: Block) -> Iterator[Point]:
    """Yield places above, below, right and left of one segment."""
    width, height = block.width, block.height
    if abs(end.x - start.x) >= abs(end.y - start.y):
        near = start.x + _GAP if end.x > start.x else start.x - _GAP - width
        for x in (near, (start.x + end.x - width) / 2):
            yield Point(x, start.y - height - _GAP)
            yield Point(x, start.y + _GAP)
    else:
        near = start.y + _GAP if end.y > start.y else start.y - _GAP - height
        for y in (near, (start.y + end.y - height) / 2):
            yield Point(start.x + _GAP, y)
            yield Point(start.x - _GAP - width, y)


def inside(bounds: Box, block: Block) -> Choice:
    """Return the place the drawer of the diagram chose."""
    return block, Box(bounds.center.x - block.width / 2, bounds.y, block.width, block.height)


def _crossings(box: Box, segments: Iterable[tuple[Point, Point]]) -> int:
    return sum(box.crossed_by(start, end) for start, end in segments)


def _outline(box: Box) -> tuple[Point, ...]:
    left, top = Point(box.x, box.y), Point(box.right, box.y)
    return left, top, Point(box.right, box.bottom), Point(box.x, box.bottom), left
