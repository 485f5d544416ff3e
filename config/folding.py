"""Folds Vietnamese text: no accents, no capitals, đ as d."""

import unicodedata

_D = str.maketrans("đĐ", "dD")


def fold(text: str) -> str:
    """Return ``text`` without diacritics, in lower case, with single spaces.

    ``fold("Đặng  Thị Điệp") == "dang thi diep"``. The same function writes the folded
    columns and folds the search words, on every database.
    """
    decomposed = unicodedata.normalize("NFD", text.translate(_D))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.casefold().split())
