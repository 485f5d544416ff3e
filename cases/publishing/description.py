"""What the list of versions says about a bundle."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cases.office import GLOBAL_CODES, TERM_TABLES_CODE
from engine.catalog import read_info


@dataclass(frozen=True, slots=True)
class Description:
    """Title, dates and legal basis of a bundle."""

    code: str
    title: str
    kind: str | None
    effective_from: date
    legal_basis: str
    summary: str


def describe(code: str, files: Mapping[str, bytes], today: date) -> Description:
    """Read the description of a bundle; tables for every case take effect when published.

    Raises:
        DeclarationError: The TOML files of a procedure do not say what they must.
    """
    if code in GLOBAL_CODES:
        terms = code == TERM_TABLES_CODE
        chosen = "ngày của sự kiện bắt đầu" if terms else "ngày thực hiện việc"
        return Description(
            code=code,
            title="Bảng thời hạn" if terms else "Bảng quy định áp dụng theo ngày",
            kind=None,
            effective_from=today,
            legal_basis="Ghi ở từng dòng của bảng",
            summary=f"{len(files)} bảng; dòng được chọn theo {chosen}",
        )
    info = read_info(files)
    return Description(
        code=code,
        title=info.title,
        kind=info.kind or None,
        effective_from=info.effective_from,
        legal_basis=info.legal_basis,
        summary=info.summary,
    )
