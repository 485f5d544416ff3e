"""Addresses that a browser hands back to us: only those on this site are followed."""

import re

_LOCAL = re.compile(r"/(?![/\\])[^\\\x00-\x20]*")


def local_address(address: str | None, default: str) -> str:
    """Return ``address`` if it leads to a page of this site, else ``default``."""
    if address and _LOCAL.fullmatch(address):
        return address
    return default
