"""Passwords, hashed once: hashing is slow on purpose."""

from functools import cache

import pytest
from sqlalchemy import update

from cases.actor import Actor
from cases.models.account import Account
from cases.office import Office
from cases.passwords import hash_password

PASSWORD = "Mười ba con vịt"


@cache
def hashed(password: str) -> str:
    """Return the hash of a password."""
    return hash_password(password)


@pytest.fixture
def clerk(office: Office, people: dict[str, Actor]) -> Actor:
    """The registrar, with a password to sign in."""
    registrar = people["registrar"]
    with office.database.writing() as tx:
        tx.execute(
            update(Account)
            .where(Account.id == registrar.account_id)
            .values(password_hash=hashed(PASSWORD))
        )
    return registrar


@pytest.fixture
def password() -> str:
    """The password of the clerk."""
    return PASSWORD
