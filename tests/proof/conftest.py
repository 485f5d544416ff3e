"""An office whose journal is tampered with."""

from tests.cases.fixtures import office, people

__all__ = ["office", "people"]
