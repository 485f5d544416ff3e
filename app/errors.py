"""Turns what went wrong into a status and a page. The only place that knows both."""

import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any

import structlog
from flask import Flask, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from app.ended_rights import RightEndedError, find_ended_right
from app.office_context import actor
from app.rendering.typed_lines import typed_lines
from app.typed_values import keep_typed_values, typed_values, typing_place
from cases import errors as domain
from cases.directory.errors import DirectoryUnavailableError
from cases.sealed.keys import KeysError
from cases.separation.errors import OverrideRefusedError, OwnMatterError
from cases.trouble.errors import TroubleMovedError

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Refusal:
    """How one kind of error is answered.

    Attributes:
        status: HTTP status.
        template: Page under ``templates/states/``.
        keeps_typing: What was typed is saved as a draft of the person.
    """

    status: HTTPStatus
    template: str
    keeps_typing: bool = field(default=False, kw_only=True)


NOT_FOUND = Refusal(HTTPStatus.NOT_FOUND, "not_found")
RIGHT_ENDED = Refusal(HTTPStatus.FORBIDDEN, "right_ended", keeps_typing=True)
SHOWS_TYPING = frozenset({"stale_page", "step_done", "right_ended"})
"""Pages that show what was typed."""

OF_THE_DOMAIN: dict[type[domain.CasesError], Refusal] = {
    domain.NotFoundError: NOT_FOUND,
    domain.UnknownProcedureError: NOT_FOUND,
    domain.NotAllowedError: Refusal(HTTPStatus.FORBIDDEN, "not_allowed", keeps_typing=True),
    OwnMatterError: Refusal(HTTPStatus.FORBIDDEN, "own_matter", keeps_typing=True),
    OverrideRefusedError: Refusal(HTTPStatus.CONFLICT, "override_refused"),
    domain.VisitingError: Refusal(HTTPStatus.FORBIDDEN, "visiting"),
    domain.SeparationOfDutiesError: Refusal(
        HTTPStatus.FORBIDDEN, "separation_of_duties", keeps_typing=True
    ),
    domain.StepAlreadyDoneError: Refusal(HTTPStatus.CONFLICT, "step_done", keeps_typing=True),
    domain.ItemTakenError: Refusal(HTTPStatus.CONFLICT, "item_taken"),
    domain.NotOfferedError: Refusal(HTTPStatus.CONFLICT, "not_offered", keeps_typing=True),
    domain.NoDuplicateError: Refusal(HTTPStatus.CONFLICT, "no_duplicate"),
    domain.NotAmendableError: Refusal(HTTPStatus.CONFLICT, "not_amendable"),
    domain.KindUnchangeableError: Refusal(HTTPStatus.CONFLICT, "kind_unchangeable"),
    domain.ScanRefusedError: Refusal(HTTPStatus.CONFLICT, "scan_refused"),
    domain.SecretRecordError: Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "secret_record"),
    domain.SecrecyRefusedError: Refusal(HTTPStatus.CONFLICT, "secrecy_refused"),
    domain.DirectionDoneError: Refusal(HTTPStatus.CONFLICT, "direction_done"),
    TroubleMovedError: Refusal(HTTPStatus.CONFLICT, "trouble_moved"),
    domain.NoteRefusedError: Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "note_refused"),
    domain.TransferAnsweredError: Refusal(
        HTTPStatus.CONFLICT, "transfer_answered", keeps_typing=True
    ),
    domain.PausedCaseError: Refusal(HTTPStatus.CONFLICT, "paused", keeps_typing=True),
    DirectoryUnavailableError: Refusal(HTTPStatus.SERVICE_UNAVAILABLE, "directory_away"),
    domain.CasesError: Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "refused", keeps_typing=True),
}
OF_THE_PROTOCOL: dict[int, Refusal] = {
    HTTPStatus.FORBIDDEN: Refusal(HTTPStatus.FORBIDDEN, "not_allowed"),
    HTTPStatus.NOT_FOUND: NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED: Refusal(HTTPStatus.METHOD_NOT_ALLOWED, "bad_request"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large"),
    HTTPStatus.TOO_MANY_REQUESTS: Refusal(HTTPStatus.TOO_MANY_REQUESTS, "too_many"),
}


def install(app: Flask) -> None:
    """Register the handlers of ``app``."""
    app.register_error_handler(domain.CasesError, _answer_domain)
    app.register_error_handler(CSRFError, _answer_forged)
    app.register_error_handler(HTTPException, _answer_protocol)

    @app.errorhandler(InternalServerError)
    @app.errorhandler(KeysError)
    @app.errorhandler(Exception)
    def answer_unexpected(error: Exception) -> ResponseReturnValue:
        # Without the database and without the frame: either may be what is broken.
        cause = getattr(error, "original_exception", None) or error
        reference = _note("unexpected", cause, is_unexpected=True)
        saved_at = None
        with suppress(Exception):
            saved_at = _keep_typing()
        page = app.jinja_env.get_template("states/unexpected.html")
        text = page.render(reference=reference, saved_at=saved_at)
        return text, HTTPStatus.INTERNAL_SERVER_ERROR


def _answer_domain(error: domain.CasesError) -> ResponseReturnValue:
    if isinstance(error, domain.NotAllowedError) and (over := find_ended_right(error)):
        return _answer(RIGHT_ENDED, RightEndedError(error, over))
    kinds = (kind for kind in type(error).__mro__ if kind in OF_THE_DOMAIN)
    return _answer(OF_THE_DOMAIN[next(kinds)], error)


def _answer_forged(error: CSRFError) -> ResponseReturnValue:
    return _answer(Refusal(HTTPStatus.BAD_REQUEST, "stale_page"), error)


def _answer_protocol(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error.get_response()  # a redirect
    refusal = OF_THE_PROTOCOL.get(error.code)
    return _answer(refusal or Refusal(HTTPStatus(error.code), "bad_request"), error)


def _answer(refusal: Refusal, error: Exception) -> ResponseReturnValue:
    reference = _note(refusal.template, error)
    saved_at = _keep_typing() if refusal.keeps_typing else None
    if request.headers.get("X-Requested-With"):
        return jsonify(error=refusal.template, reference=reference), refusal.status
    place = typing_place()
    page = render_template(
        f"states/{refusal.template}.html",
        error=error,
        status=int(refusal.status),
        reference=reference,
        saved_at=saved_at,
        place=place,
        **_typed(refusal),
    )
    return page, refusal.status


def _typed(refusal: Refusal) -> dict[str, Any]:
    """Return what was typed, where the page shows it."""
    if request.method != "POST" or refusal.template not in SHOWS_TYPING:
        return {"typed": {}, "shown": ()}
    typed = typed_values()
    form = g.get("asked_form")
    return {"typed": typed, "shown": typed_lines(form, typed) if form else ()}


def _note(page: str, error: Exception, *, is_unexpected: bool = False) -> str:
    """Write the refusal to the log and return the reference under which it stands there."""
    code = secrets.token_hex(3).upper()
    reference = f"{code[:4]}-{code[4:]}"
    write = log.error if is_unexpected else log.info
    write(
        page,
        request_id=reference,
        error=type(error).__name__,
        route=request.endpoint,
        exc_info=error if is_unexpected else None,
    )
    return reference


def _keep_typing() -> datetime | None:
    place = typing_place()
    if request.method != "POST" or place is None or not current_user.is_authenticated:
        return None
    return keep_typed_values(actor(), place)
