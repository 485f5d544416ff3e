"""What holds on every page during a support visit: it is written down, and nothing can be sent."""

from http import HTTPStatus

from flask import Flask, Response, request
from flask_login import current_user

from app.office_context import actor, office, writing
from cases.actions.view_in_support import view_in_support
from cases.actor import HeldVisit
from cases.errors import VisitingError

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
MAY_BE_SENT = frozenset(
    {
        *("support.begin", "support.end", "account.leave", "sessions.go_on"),
        *("search.ask", "my_work.narrow", "trouble.send", "trouble.move"),
    }
)
"""Looking for something, reporting what was found, and the end of the visit."""

SHOWS_SOMETHING = frozenset(
    {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT, HTTPStatus.UNPROCESSABLE_ENTITY}
)
"""A whole page or file, a part of a file, and a list beside what was wrong with the question."""

OF_THE_PERSON = frozenset({"static", "health", "support", "account", "sessions", "trouble"})
"""Screens that show nothing of the unit."""


def install(app: Flask) -> None:
    """Watch every request of ``app`` that is made during a visit."""

    @app.before_request
    def refuse_acts() -> None:
        # Who is there is asked last: a style sheet or a picture needs no look at the database.
        if request.method not in SAFE and request.endpoint not in MAY_BE_SENT and _visit():
            raise VisitingError

    @app.after_request
    def note_page(response: Response) -> Response:
        # Before it is sent: nobody sees what the journal does not know of.
        if response.status_code in SHOWS_SOMETHING and _shows_the_unit() and _visit():
            with writing() as tx:
                view_in_support(
                    tx,
                    office(),
                    actor(),
                    screen=request.endpoint or "",
                    code=(request.view_args or {}).get("code"),
                )
        return response


def _visit() -> HeldVisit | None:
    if request.endpoint is None or not current_user.is_authenticated:
        return None
    return actor().visit


def _shows_the_unit() -> bool:
    place = (request.endpoint or "").partition(".")[0]
    return place not in OF_THE_PERSON
