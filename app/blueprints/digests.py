"""Bản tin sáng: the last morning digests of the person."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.local_address import local_address
from app.office_context import actor, office, reading, writing
from cases.actions.hide_digest import hide_digest
from cases.queries.digests import last_digests

bp = Blueprint("digests", __name__)


@bp.get("/ban-tin")
def show() -> str:
    """Show the last digests."""
    with reading() as tx:
        digests = last_digests(tx, actor())
    return render_template("digests/show.html", digests=digests)


@bp.post("/ban-tin/<int:digest_id>/an")
def hide(digest_id: int) -> ResponseReturnValue:
    """Take a digest off the pages."""
    with writing() as tx:
        hide_digest(tx, office(), actor(), digest_id=digest_id)
    return redirect(local_address(request.form.get("_back"), url_for("my_work.start")), 303)
