"""The paper on which something about an account stands."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Paper:
    """Number and day of a request or decision."""

    number: str
    issued_on: date
