"""An office in which the bundled procedures are published."""

from tests.cases.fixtures import (
    accepted_complaint,
    colleagues,
    complaint,
    office,
    opened_complaint,
    people,
    register_complaint,
    strangers,
)

__all__ = [
    "accepted_complaint",
    "colleagues",
    "complaint",
    "office",
    "opened_complaint",
    "people",
    "register_complaint",
    "strangers",
]
