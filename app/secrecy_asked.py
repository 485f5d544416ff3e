"""How secret the petition is that is being entered: asked before its form, kept in the address."""

from flask import request

from cases.errors import NotFoundError
from cases.secrecy import NOT_SECRET, is_secret

NAME = "mat"


def named_level() -> str | None:
    """Return the level in the address of this request; ``None`` when the law knows no such level.

    Without one the petition is not secret.
    """
    named = request.args.get(NAME, NOT_SECRET)
    return named if named == NOT_SECRET or is_secret(named) else None


def asked_level() -> str:
    """Return the level in the address of this request.

    Raises:
        NotFoundError: The law knows no such level.
    """
    level = named_level()
    if level is None:
        raise NotFoundError
    return level


def level_in_address(level: str) -> dict[str, str]:
    """Return what an address carries for a level; nothing where it is not secret."""
    return {NAME: level} if is_secret(level) else {}
