"""What a form is sent with, so that the same page sent twice does one thing."""

import secrets

from flask import request

NAME = "_token"
LONGEST = 64


def new_token() -> str:
    """Return a token for a page that is shown anew."""
    return secrets.token_urlsafe()


def sent_token() -> str:
    """Return the token that this request brought; empty where the form has none."""
    return request.form.get(NAME, "")[:LONGEST]


def token_again() -> str:
    """Return the token that this request brought, for a page shown again; else a new one."""
    return sent_token() or new_token()
