"""Hashes and checks passwords. Slow on purpose, so never inside a transaction."""

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from cases.errors import WeakPasswordError

SHORTEST = 10
COMMON = frozenset({"1234567890", "0123456789", "password12", "matkhau123", "danang1234"})

CLEAR_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and figures that nobody mistakes for others when they are read out."""
GROUPS, SIGNS_OF_A_GROUP = 4, 4


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _hash_of_nobody() -> str:
    return _hasher().hash("no account has this password")


def hash_password(password: str) -> str:
    """Return an argon2id hash.

    Raises:
        WeakPasswordError: Too short, or one that everybody tries first.
    """
    if len(password) < SHORTEST:
        raise WeakPasswordError("short")
    if password.casefold() in COMMON or len(set(password)) < SHORTEST // 2:
        raise WeakPasswordError("common")
    return _hasher().hash(password)


def made_up_password() -> str:
    """Return a first password (79 bits) to be read out or typed once: "k7mp-x2qd-9rtw-hh4c"."""
    return "-".join(
        "".join(secrets.choice(CLEAR_SIGNS) for _ in range(SIGNS_OF_A_GROUP)) for _ in range(GROUPS)
    )


def is_right(password_hash: str | None, password: str) -> bool:
    """Check a password; takes as long when there is no account, so that nobody can probe."""
    try:
        _hasher().verify(password_hash or _hash_of_nobody(), password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None
