"""What the list of versions says about a bundle."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cases.office import TERM_TABLES_CODE
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
    """Read the description of a bundle; term tables take effect when published.

    Raises:
        DeclarationError: The TOML files of a procedure do not say what they must.
    """
    if code == TERM_TABLES_CODE:
        return Description(
            code=code,
            title="Bảng thời hạn",
            kind=None,
            effective_from=today,
            legal_basis="Ghi ở từng dòng của bảng",
            summary=f"{len(files)} bảng; dòng được chọn theo ngày của sự kiện bắt đầu",
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
