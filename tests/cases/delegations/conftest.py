"""A unit with a head, an officer who gets powers, and matters to act on."""

import pytest

from tests.cases.authority import Authority
from tests.cases.hands import Hands


@pytest.fixture
def authority(office):
    return Authority(office)


@pytest.fixture
def hands(office):
    return Hands(office)
