"""Makes session tokens and their stored fingerprints."""

from hashlib import sha256
from secrets import token_urlsafe


def new_token() -> str:
    """Return a token that cannot be guessed."""
    return token_urlsafe(32)


def fingerprint(token: str) -> str:
    """Return what the database stores of a token."""
    return sha256(token.encode()).hexdigest()
