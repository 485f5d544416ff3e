"""Whether this process can work, for whoever watches over it."""

import structlog
from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from app.office_context import office, reading
from app.version import VERSION

bp = Blueprint("health", __name__)
log = structlog.get_logger(__name__)


@bp.get("/healthz")
def show() -> ResponseReturnValue:
    """Answer 200 when the database answers and holds published rules, 503 otherwise."""
    try:
        with reading() as tx:
            is_ready = office().is_ready(tx)
    except Exception as error:  # noqa: BLE001 - whatever is wrong, the answer is "not now"
        log.warning("unhealthy", error=type(error).__name__)
        is_ready = False
    state = "ok" if is_ready else "unavailable"
    return jsonify(status=state, database=is_ready, version=VERSION), 200 if is_ready else 503
