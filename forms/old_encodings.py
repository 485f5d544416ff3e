"""Recognises Vietnamese text that is not Unicode, or was broken on the way to Unicode.

Offices still have documents typed with the fonts of the 1990s (TCVN3, VNI). Pasted here they
look like words only where that font is installed; everywhere else, in print and in search they
are noise. They are recognised by letter sequences that Vietnamese never has. Foreign names
such as Citroen with a diaeresis must stay possible, so one doubtful VNI pair is not enough.
"""

import re
from enum import StrEnum

_LETTER = r"[A-Za-z\xc0-\xd6\xd8-\xf6\xf8-\xff]"

# TCVN3 has letters where Latin-1 has signs. Left out are the signs that also stand beside
# letters in good text: quotation marks, the middle dot, degrees.
_TCVN3 = re.compile(
    rf"{_LETTER}[\xa2-\xaa\xac\xae\xb5\xb6\xb8\xb9\xbc-\xbe]{_LETTER}"
    rf"|[\xa7\xa8\xac\xae][\xa2-\xbe]?{_LETTER}"
    rf"|{_LETTER}[\xa8\xb5\xb8](?!{_LETTER})"
)
# VNI writes the mark of a vowel as a second letter, and D with stroke as N with tilde.
# Only pairs that VNI has: one more, and half of French would be refused.
_VNI = re.compile(
    r"a[\xe0-\xe5\xe8-\xeb\xef\xf5\xf8-\xfc]"
    r"|e[\xe0-\xe5\xef\xf5\xf8\xf9\xfb]"
    r"|o[\xe2\xe4\xe5\xef\xf5\xf8\xfb]"
    r"|[uy\xf4\xf6][\xef\xf5\xf8\xfb]"
    r"|\xf6[a\xf4\xf9]"
    r"|\b\xf1",
    re.IGNORECASE,
)
_ENOUGH_VNI = 2
# UTF-8 that was read as Latin-1 or Windows-1252 once too often.
_READ_TWICE = re.compile(
    r"\xe1[\xba\xbb](?:[\x80-\xbf]|[\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122])"
    r"|\xc4[\x90\x91\u2018]|\xc6[\xa0\xa1\xaf\xb0]|\ufffd"
)


class WrongEncoding(StrEnum):
    """What happened to a text, in words for the person who pasted it."""

    OLD_FONT = "Chữ gõ bằng phông TCVN3 hoặc VNI. Chuyển sang phông Unicode rồi dán lại"
    BROKEN = "Chữ bị lỗi mã, không đọc được. Gõ lại phần bị lỗi"


def find_wrong_encoding(text: str) -> WrongEncoding | None:
    """Say what is wrong with the encoding of a text in NFC; None when it reads as Unicode."""
    if _READ_TWICE.search(text):
        return WrongEncoding.BROKEN
    if _TCVN3.search(text) or len(_VNI.findall(text)) >= _ENOUGH_VNI:
        return WrongEncoding.OLD_FONT
    return None
