"""Addresses of style sheets and scripts that change when the file does."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, url_for

STATIC = Path(__file__).parent / "static"
YEAR_SECONDS = 365 * 24 * 60 * 60
MARK_LENGTH = 10


def install(app: Flask) -> None:
    """Offer ``asset()`` to templates and let browsers keep what it names."""
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = YEAR_SECONDS
    app.jinja_env.globals["asset"] = asset


def asset(name: str) -> str:
    """Return the address of ``static/<name>`` with a mark of its content."""
    return url_for("static", filename=name, v=_mark(name))


@cache
def _mark(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:MARK_LENGTH]
