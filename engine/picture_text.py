"""How wide Vietnamese text is and where to break it, without a browser to ask."""

import unicodedata
from functools import lru_cache

# Thousandths of the font size, measured on the typeface of the screens, by base letter.
_WIDTHS = {
    "  ": 200,
    ",.:;ij|·": 245,
    "Il!": 275,
    "()[]f{}": 305,
    "-rt/\\": 345,
    '"*?sz': 420,
    "xcvy": 455,
    "JLY–_": 490,
    "0123456789#$+<=>Faegk~": 504,
    "EVXASTZ`hnou": 540,
    "PRbdpqđBCK&": 575,
    "DGNUĐHOQ": 650,
    "MwW": 750,
    "—%m@…": 850,
}
_WIDTH_OF = {letter: width for letters, width in _WIDTHS.items() for letter in letters}
_WIDEST_USUAL = 560
_BOLD = 1.05
_LONGEST = 400


def text_width(text: str, size: float, *, is_bold: bool = False) -> float:
    """Return the width of a line in the units of ``size``."""
    return sum(map(_letter_width, text)) * size / 1000 * (_BOLD if is_bold else 1)


@lru_cache(maxsize=4096)
def wrap(text: str, width: float, size: float, *, is_bold: bool = False) -> tuple[str, ...]:
    """Break text into as few lines as fit the width, then make the lines about equally long."""
    limit = width / (_BOLD if is_bold else 1)
    text = text[:_LONGEST]
    lines = _fill(text, limit, size)
    narrower = limit
    while len(lines) > 1:
        narrower -= size / 2
        tried = _fill(text, narrower, size)
        if len(tried) > len(lines) or _has_broken_word(text, tried):
            break
        lines = tried
    return lines


def shorten(lines: tuple[str, ...], most: int) -> tuple[str, ...]:
    """Keep at most so many lines; an ellipsis says that something is missing."""
    if len(lines) <= most:
        return lines
    kept = lines[: max(most, 1)]
    return (*kept[:-1], f"{kept[-1]}…")


def _fill(text: str, width: float, size: float) -> tuple[str, ...]:
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size) <= width:
            lines[-1] = joined
        else:
            lines += _break_word(word, width, size)
    return tuple(lines)


def _break_word(word: str, width: float, size: float) -> list[str]:
    """A word wider than the line, such as a code, is broken between letters."""
    parts = [""]
    for letter in unicodedata.normalize("NFC", word):
        if parts[-1] and text_width(parts[-1] + letter, size) > width:
            parts.append("")
        parts[-1] += letter
    return parts


def _has_broken_word(text: str, lines: tuple[str, ...]) -> bool:
    return " ".join(lines) != " ".join(text.split())


@lru_cache(maxsize=1024)
def _letter_width(letter: str) -> int:
    """Marks above and below a letter take no room of their own."""
    bare = [
        each for each in unicodedata.normalize("NFD", letter) if not unicodedata.combining(each)
    ]
    return sum(_WIDTH_OF.get(each, _WIDEST_USUAL) for each in bare)
