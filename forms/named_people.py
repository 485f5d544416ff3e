"""Finds in a text what may tell who wrote a denunciation: numbers, addresses, telling words.

What is looked for has a pattern. A bare name has none: whoever writes "Nguyễn Văn A có mặt" is not
found, and nobody may rely on it.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator

from config.folding import fold

_SHORTEST_NAME = 4

# Begins where a word does: looking from each of its letters would take forever in a long text.
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w/])(?:\(?\+?84\)?|0)(?:[ .\-()]{0,2}\d){8,10}(?![\w/])")
_ID_NUMBER = re.compile(r"(?<![\w/.,])(?:\d(?:[ \-]?\d){11}|\d(?:[ \-]?\d){8})(?![\w/]|[.,]\d)")
_DOTTED_ID = re.compile(r"(?<![\w/])0\d{2}(?:\.\d{3}){3}(?![\w/])")
_PASSPORT = re.compile(r"(?<!\w)[A-Z]\d{7,8}(?!\w)")
_TELLING = re.compile(
    r"(?:nguoi|ong|ba|anh|chi|co|chu|cong dan)\s+(?:to cao|viet don|lam don|gui don|dung don)"
    r"\s*(?:la|ten|ho ten|ho va ten|:|=)"
    r"|(?:don|to cao|noi dung)\s+(?:cua|do)\s+(?:ong|ba|anh|chi)\s+\w+"
    r"|(?:ong|ba|anh|chi)\s+(?:\w+\s+){1,5}(?:to cao|viet don|lam don|gui don)\b"
)


def find_people(text: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """Return in Vietnamese what of a text may name the author; empty when nothing does.

    The answer never repeats the text.

    Args:
        text: What somebody wrote.
        known: Values of the author, where they are known because they are being removed.
    """
    return tuple(dict.fromkeys(_found(unicodedata.normalize("NFKC", text), known)))


def _found(text: str, known: Collection[str]) -> Iterator[str]:
    if _MAIL.search(text):
        yield "địa chỉ thư điện tử"
    if _PHONE.search(text):
        yield "số điện thoại"
    if _ID_NUMBER.search(text) or _DOTTED_ID.search(text) or _PASSPORT.search(text):
        yield "số giấy tờ"
    folded = fold(text)
    if _TELLING.search(folded):
        yield "lời nêu người tố cáo"
    if any(_names(folded, value) for value in known):
        yield "thông tin của người gửi đơn đang được xóa"


def _names(folded: str, value: str) -> bool:
    sought = fold(value)
    if len(sought) < _SHORTEST_NAME:
        return False
    return re.search(rf"(?<!\w){re.escape(sought)}(?!\w)", folded) is not None
