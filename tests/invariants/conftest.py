"""An office with a registered complaint."""

from tests.cases.fixtures import (
    accepted_complaint,
    complaint,
    office,
    opened_complaint,
    people,
    register_complaint,
)

__all__ = [
    "accepted_complaint",
    "complaint",
    "office",
    "opened_complaint",
    "people",
    "register_complaint",
]
