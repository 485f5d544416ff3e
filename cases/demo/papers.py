"""The papers of the demo office: one-page PDF files that say that they are samples."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import pikepdf

from cases.demo.story import REGISTER, WITHDRAWN

PAPERS: Mapping[str, tuple[str, str, str]] = {
    REGISTER: ("attachments", "don-khieu-nai.pdf", "DON KHIEU NAI"),
    "accept": ("notice", "thong-bao.pdf", "THONG BAO"),
    "refuse_petition": ("notice", "thong-bao.pdf", "THONG BAO"),
    "verify_report": ("report", "bao-cao-xac-minh.pdf", "BAO CAO KET QUA XAC MINH"),
    "decide": ("paper", "quyet-dinh.pdf", "QUYET DINH GIAI QUYET KHIEU NAI"),
    WITHDRAWN: ("paper", "don-rut.pdf", "DON RUT KHIEU NAI"),
}
"""Element -> control, name of the file and words on it.

ASCII, because the fonts that every PDF reader brings along have no Vietnamese letters.
"""

A4 = (595, 842)


@dataclass(frozen=True, slots=True)
class Paper:
    """A file as a form receives it from a browser."""

    filename: str
    content: bytes

    @property
    def stream(self) -> BytesIO:
        """The content, from its beginning."""
        return BytesIO(self.content)


class Papers(dict[str, list[Paper]]):
    """Uploaded files by the name of their control."""

    def getlist(self, key: str, /) -> list[Paper]:
        """Return the files of a control; most controls have none."""
        return self.get(key, [])


def papers_of(element: str | None) -> Papers:
    """Return what is attached at a step or to a message."""
    if element is None or element not in PAPERS:
        return Papers()
    control, name, words = PAPERS[element]
    return Papers({control: [Paper(name, _page(f"{words} - MAU"))]})


@cache
def _page(words: str) -> bytes:
    """Make a PDF with one line; the same words give the same bytes."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=A4)
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = pdf.make_stream(f"BT /F1 20 Tf 72 740 Td ({words}) Tj ET".encode("ascii"))
        content = BytesIO()
        pdf.save(content, deterministic_id=True)
    return content.getvalue()
