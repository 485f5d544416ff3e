"""Somebody who leaves, in an office with colleagues."""

import pytest

from tests.cases.fixtures import accepted_complaint, colleagues
from tests.cases.handover.leaving import Leaving
from tests.cases.hands import Hands

__all__ = ["accepted_complaint", "colleagues"]


@pytest.fixture
def leaving(office, people):
    return Leaving(office, people["administrator"])


@pytest.fixture
def hands(office):
    return Hands(office)


@pytest.fixture
def officer(people):
    """The officer who leaves."""
    return people["petition_officer"]


@pytest.fixture
def step(hands, complaint, people, officer):
    """A step of a complaint that the head has given to the officer."""
    hands.assign(people["head"], complaint.items[0], to=officer)
    return complaint.items[0]
