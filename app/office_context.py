"""What a view needs from the request: the office, who is asking, and transactions."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from flask import Flask, g
from flask_login import current_user

from cases.actions.touch_session import touch_session
from cases.actor import Actor
from cases.database import Transaction
from cases.office import Office


def install(app: Flask, office: Office) -> None:
    """Give every request of ``app`` the office; closes a touched session at its end."""

    @app.before_request
    def remember_office() -> None:
        g.office = office
        g.token_to_touch = None

    @app.teardown_request
    def keep_session_alive(error: BaseException | None) -> None:
        if error is None and g.get("token_to_touch"):
            with writing():
                pass  # writing() itself notes that the person was seen


def office() -> Office:
    """Return the installation this request works on."""
    return cast("Office", g.office)


def actor() -> Actor:
    """Return the signed-in person."""
    return cast("Actor", current_user.actor)


@contextmanager
def reading() -> Iterator[Transaction]:
    """Open a consistent view of the database."""
    with office().database.reading() as tx:
        yield tx


@contextmanager
def writing() -> Iterator[Transaction]:
    """Open the request's one transaction that is committed.

    That the person was seen (noted once a minute at most) goes into the same commit.
    """
    with office().database.writing() as tx:
        yield tx
        token, g.token_to_touch = g.get("token_to_touch"), None
        if token:
            touch_session(tx, office(), token=token)
