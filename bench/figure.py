"""What a measurement returns."""

from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report."""

    name: str
    value: float
    unit: str

    def __str__(self) -> str:
        """Return the line of the report."""
        return f"{self.name} {self.value:.6g} {self.unit}"


def middle(name: str, milliseconds: list[float]) -> Figure:
    """Return the median of many times."""
    return Figure(name, round(median(milliseconds), 2), "ms")
