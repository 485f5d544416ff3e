"""Marks in a text the words that were looked for, and cuts out where they stand."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from cases.folding import fold
from cases.queries.masking import masked_numbers

SNIPPET = 170
BEFORE_THE_FIND = 50
_LAST_LETTER = 0x1EFF


def _letters() -> Mapping[int, str]:
    """Fold every letter that stays one letter: a folded text is as long as the text."""
    folded = {code: fold(chr(code)) for code in range(ord("A"), _LAST_LETTER + 1)}
    return {code: one for code, one in folded.items() if len(one) == 1}


_LETTERS = _letters()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; ``is_found`` when it was looked for."""

    text: str
    is_found: bool = False


Pieces = tuple[Piece, ...]


class Finder:
    """Finds whole words in any text, whatever their accents and capitals."""

    def __init__(self, words: Collection[str]) -> None:
        """Look for these folded words."""
        self.words = frozenset(words)
        one_of = "|".join(map(re.escape, sorted(words)))
        self._pattern = re.compile(rf"(?<![^\W_])(?:{one_of})(?![^\W_])") if words else None

    def marked(self, text: str) -> Pieces:
        """Return the text in pieces, numbers of people masked."""
        text = masked_numbers(text)
        pieces, at = [], 0
        for start, end, _ in self._finds(text):
            if start > at:
                pieces.append(Piece(text[at:start]))
            pieces.append(Piece(text[start:end], is_found=True))
            at = end
        return (*pieces, Piece(text[at:])) if at < len(text) else tuple(pieces)

    def found_in(self, text: str) -> frozenset[str]:
        """Return which of the words the text holds."""
        return frozenset(word for _, _, word in self._finds(text))

    def snippet(self, text: str, but: Collection[str]) -> Pieces:
        """Return the part of a long text around the first word that is not in ``but``."""
        text = " ".join(masked_numbers(text).split())
        first = next((find for find, _, word in self._finds(text) if word not in but), None)
        if first is None:
            return ()
        start = max(0, first - BEFORE_THE_FIND)
        start = text.rfind(" ", 0, start) + 1 if start else 0
        end = start + SNIPPET
        end = text.rfind(" ", start, end) if end < len(text) and " " in text[start:end] else end
        return self.marked(
            f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"
        )

    def _finds(self, text: str) -> list[tuple[int, int, str]]:
        if self._pattern is None:
            return []
        folded = text.translate(_LETTERS)
        return [(*find.span(), find[0]) for find in self._pattern.finditer(folded)]
