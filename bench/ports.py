"""Ports of this machine on which a server that is measured, or tested, may listen."""

import os
from collections.abc import Iterator
from socket import create_server

FIRST, LAST = 20_000, 32_000
"""Below the ports that the system hands out by itself: between our look and the start of the
server nobody is given the one we found."""


def free_port() -> int:
    """Return a port that nobody listens on, another one each time."""
    return next(port for port in _candidates if _is_free(port))


def _from_here_on() -> Iterator[int]:
    """Each process begins elsewhere, so that two that run side by side do not meet."""
    place = os.getpid() * 101
    while True:
        place += 1
        yield FIRST + place % (LAST - FIRST)


_candidates = _from_here_on()


def _is_free(port: int) -> bool:
    try:
        create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True
