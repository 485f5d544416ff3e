"""An installed office and its people for the tests of lists and registers."""

from tests.cases.fixtures import (
    accepted_complaint,
    complaint,
    office,
    opened_complaint,
    people,
    register_complaint,
    strangers,
)

__all__ = [
    "accepted_complaint",
    "complaint",
    "office",
    "opened_complaint",
    "people",
    "register_complaint",
    "strangers",
]
