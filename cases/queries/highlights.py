"""Marks in a text the words that were looked for, and cuts out where they stand."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from cases.folding import fold
from cases.queries.masking import masked_numbers

SNIPPET = 170
BEFORE_THE_FIND = 50
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; ``is_found`` when it was looked for."""

    text: str
    is_found: bool = False


Pieces = tuple[Piece, ...]


def marked(text: str, words: Collection[str]) -> Pieces:
    """Return the text in pieces, numbers of people masked."""
    text = masked_numbers(text)
    pieces, at = [], 0
    for start, end in _finds(text, words):
        if start > at:
            pieces.append(Piece(text[at:start]))
        pieces.append(Piece(text[start:end], is_found=True))
        at = end
    return (*pieces, Piece(text[at:])) if at < len(text) else tuple(pieces)


def has_any(text: str, words: Collection[str]) -> bool:
    """Tell whether the text holds one of the words."""
    return bool(_finds(text, words))


def snippet(text: str, words: Collection[str]) -> Pieces:
    """Return the part of a long text around the first find, marked; nothing when none is there."""
    text = " ".join(masked_numbers(text).split())
    finds = _finds(text, words)
    if not finds:
        return ()
    start = max(0, finds[0][0] - BEFORE_THE_FIND)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = start + SNIPPET
    end = text.rfind(" ", start, end) if end < len(text) and " " in text[start:end] else end
    cut = f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"
    return marked(cut, words)


def _finds(text: str, words: Collection[str]) -> list[tuple[int, int]]:
    found = (match for match in _WORD.finditer(text) if fold(match[0]) in words)
    return [match.span() for match in found]
