"""Names of accounts: official mail addresses in the domain of the office (regulation Art 8(1))."""

import re

MAILBOX = re.compile(r"[a-z0-9][a-z0-9._-]*")
"""Names of official mail addresses, before the sign."""


def as_written(email: str) -> str:
    """Return an address as accounts have it; without NUL, which a database may refuse to read."""
    return email.replace("\0", "").strip().casefold()[:200]


def is_official(email: str, domain: str) -> bool:
    """Tell whether an address, as written, is one of the domain."""
    name, _, rest = email.partition("@")
    return rest == domain and MAILBOX.fullmatch(name) is not None
