"""Shares the tests out among the processes of ``make test``: what is dear is set up once.

What a group needs (a browser, a demo office, a served installation) lives as long as the process
that runs it. Shared out class by class, each process would set up all of it; in groups, one does,
and the tests of one site come in the same order in every run. The groups that take longest begin.
"""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).parents[1]
BROWSER = "browser"
FOLDERS = ("tests/cases/demo", "tests/commands", "tests/load")
"""Each stands on one installation, or starts processes that need a core of their own."""

WEIGHTS = {BROWSER: 100_000, "tests/cases/demo": 5_000, "tests/commands": 2_000}
"""Group -> so many tests of the usual kind take as long; roughly, for the order only."""


class SharedOut(LoadScopeScheduling):  # type: ignore[misc] # the library is not typed
    """Gives the next process the next group, in the order in which the tests were collected."""

    def __init__(self, config: pytest.Config, log: Any = None) -> None:
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


def group_of(nodeid: str) -> str:
    """Name the group of a test: its file, unless the file shares something with others."""
    path = nodeid.partition("::")[0]
    if _drives_a_browser(path):
        return BROWSER
    return next((folder for folder in FOLDERS if path.startswith(f"{folder}/")), path)


def longest_first(items: list[pytest.Item]) -> None:
    """Put the groups that take longest first, so that no process is left with one at the end."""
    sizes = Counter(group_of(item.nodeid) for item in items)
    weights = {group: WEIGHTS.get(group, size) for group, size in sizes.items()}
    places = {group: place for place, group in enumerate(sorted(weights, key=weights.__getitem__))}
    items.sort(key=lambda item: -places[group_of(item.nodeid)])


@cache
def _drives_a_browser(path: str) -> bool:
    return "pytest.mark.browser" in (ROOT / path).read_text(encoding="utf-8")
