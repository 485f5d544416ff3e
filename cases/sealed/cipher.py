"""Seals a text so that it can be neither read nor moved, and makes an index that says nothing.

A sealed text is ``<id of the key>.<nonce, ciphertext and tag>``. AES-GCM vouches also for the
place it was sealed for: in another column or row it does not open.
"""

import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64Error

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from cases.sealed.keys import Key, KeyFile, KeyUnknownError

BYTES_OF_A_NONCE = 12
SEPARATOR = "."
LENGTH_OF_AN_INDEX = 60
BYTES_OF_AN_INDEX = 16


def seal(keys: KeyFile, text: str, place: str) -> str:
    """Encrypt a text with the current key.

    Args:
        keys: The keys.
        text: What nobody may read.
        place: Where it will stand: it opens nowhere else.

    Raises:
        KeysError: There is no key.
    """
    key = keys.keys().current
    nonce = os.urandom(BYTES_OF_A_NONCE)
    sealed = AESGCM(key.sealing).encrypt(nonce, text.encode(), place.encode())
    return f"{key.id}{SEPARATOR}{urlsafe_b64encode(nonce + sealed).decode()}"


def unseal(keys: KeyFile, sealed: str, place: str) -> str:
    """Return the text that was sealed for this place.

    Raises:
        KeyUnknownError: It was sealed with another key, for another place, or never.
    """
    key_id, _, written = sealed.rpartition(SEPARATOR)
    key = keys.key(key_id)
    try:
        whole = urlsafe_b64decode(written)
        nonce, rest = whole[:BYTES_OF_A_NONCE], whole[BYTES_OF_A_NONCE:]
        return AESGCM(key.sealing).decrypt(nonce, rest, place.encode()).decode()
    except (InvalidTag, NotBase64Error, ValueError) as error:
        raise KeyUnknownError(key_id) from error


def blind(keys: KeyFile, number: str) -> str:
    """Return what stands in the index for a number: the same for the same number, no way back.

    Args:
        keys: The keys; the index is made with the current one.
        number: In the one way of writing it.
    """
    return _blind(keys.keys().current, number)


def blinds(keys: KeyFile, number: str) -> tuple[str, ...]:
    """Return what may stand for a number: one per key, as some rows may wait for the newest."""
    return tuple(_blind(key, number) for key in keys.keys().by_id.values())


def _blind(key: Key, number: str) -> str:
    digest = hmac.digest(key.indexing, number.encode(), "sha256")
    return f"{key.id}{SEPARATOR}{digest[:BYTES_OF_AN_INDEX].hex()}"
