"""The fingerprint of a bundle."""

from collections.abc import Mapping
from hashlib import sha256


def digest_of(files: Mapping[str, bytes]) -> str:
    """Return the SHA-256 that identifies a bundle: names and contents, in order of name."""
    digest = sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode())
        digest.update(files[name])
    return digest.hexdigest()
