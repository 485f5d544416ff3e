"""Lets several people do something at the same moment."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

Outcome = object
"""What a call returned, or the error it raised."""


def at_once(calls: Iterable[Callable[[], object]]) -> list[Outcome]:
    """Start all calls at the same moment, each in a thread; return their outcomes in order."""
    calls = list(calls)
    barrier = Barrier(len(calls))

    def start(call: Callable[[], object]) -> Outcome:
        barrier.wait()
        try:
            return call()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            return error

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(start, calls))
