"""Folds Vietnamese text for search: no accents, no capitals, đ as d."""

import re

from config.folding import fold

__all__ = ["LONGEST_WORD", "fold", "joined_words", "words_of"]

LONGEST_WORD = 60

_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """Return the folded words of a text in their order: ``"Số 12/TB" -> ["so", "12", "tb"]``."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(fold(text))]


def joined_words(text: str) -> str:
    """Return the words without anything between: ``"12/TB-UBND" -> "12tbubnd"``."""
    return "".join(words_of(text))
