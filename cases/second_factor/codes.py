"""Makes and reads codes: six digits of half a minute (TOTP), and recovery codes."""

import hmac
from base64 import b32encode
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from secrets import token_bytes

import pyotp

ISSUER = "Đơn Thư"
SECONDS = 30
STEPS_AROUND = 1
"""Clocks of telephones go wrong: the code before and the one after are taken as well."""
RECOVERY_CODES = 10
BYTES_OF_A_RECOVERY_CODE = 10


def new_secret() -> str:
    """Return a secret for a telephone."""
    return pyotp.random_base32()


def address_for_telephones(secret: str, email: str) -> str:
    """Return what the QR code says: the secret, whose it is and what it is for."""
    return pyotp.TOTP(secret, interval=SECONDS).provisioning_uri(name=email, issuer_name=ISSUER)


def counter_of(secret: str, code: str, at: datetime) -> int | None:
    """Return the time step of which a code is; ``None`` when it is not of now."""
    code = "".join(code.split())
    clock = pyotp.TOTP(secret, interval=SECONDS)
    found = None
    for counter in _counters(at):
        # All are compared, so that the time taken says nothing.
        if hmac.compare_digest(clock.generate_otp(counter).encode(), code.encode()):
            found = counter
    return found


def new_recovery_codes() -> tuple[str, ...]:
    """Return codes as they are written down: four groups of four letters and digits."""
    letters = (
        b32encode(token_bytes(BYTES_OF_A_RECOVERY_CODE)).decode() for _ in range(RECOVERY_CODES)
    )
    return tuple("-".join(one[at : at + 4] for at in range(0, len(one), 4)) for one in letters)


def recovery_hash(code: str) -> str:
    """Return what is kept of a recovery code, however it was typed."""
    bare = "".join(letter for letter in code.upper() if letter.isalnum())
    return sha256(bare.encode()).hexdigest()


def _counters(at: datetime) -> Iterator[int]:
    now = int(at.timestamp()) // SECONDS
    yield from range(now - STEPS_AROUND, now + STEPS_AROUND + 1)
