"""An office for every test of the domain."""

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
