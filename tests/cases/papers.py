"""Scanned papers, as a browser uploads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import pikepdf


@dataclass(frozen=True)
class Paper:
    """One chosen file."""

    filename: str
    content: bytes

    @property
    def stream(self) -> BytesIO:
        return BytesIO(self.content)


class Papers(dict[str, Paper]):
    """Chosen files by the name of their control."""

    def getlist(self, key: str, /) -> Sequence[Paper]:
        return [self[key]] if key in self else []


@cache
def pdf(title: str = "") -> bytes:
    """Return a PDF of one empty page; another title makes other bytes."""
    document = pikepdf.new()
    document.add_blank_page()
    document.docinfo["/Title"] = title
    written = BytesIO()
    document.save(written)
    return written.getvalue()
