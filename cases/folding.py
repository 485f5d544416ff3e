"""Folds Vietnamese text for search: no accents, no capitals, đ as d."""

import re
import unicodedata

LONGEST_WORD = 60

_D = str.maketrans("đĐ", "dD")
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Return ``text`` without diacritics, in lower case, with single spaces.

    ``fold("Đặng  Thị Điệp") == "dang thi diep"``. The same function writes the folded
    columns and folds the search words, on every database.
    """
    decomposed = unicodedata.normalize("NFD", text.translate(_D))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.casefold().split())


def words_of(text: str) -> list[str]:
    """Return the folded words of a text in their order: ``"Số 12/TB" -> ["so", "12", "tb"]``."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(fold(text))]


def joined_words(text: str) -> str:
    """Return the words without anything between: ``"12/TB-UBND" -> "12tbubnd"``."""
    return "".join(words_of(text))
