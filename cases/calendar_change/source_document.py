"""The document that decided a change of the calendar."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """Number and date of a document."""

    number: str
    issued_on: date

    def __str__(self) -> str:
        """Name it as explanations cite it: "Thông báo 9441/TB-BNV ngày 12/10/2025"."""
        return f"{self.number} ngày {self.issued_on:%d/%m/%Y}"
