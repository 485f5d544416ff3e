"""Tra cứu: finds cases and petitions by words, codes, names and numbers of papers."""

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.office_context import actor, office, reading
from app.rendering.search_links import KINDS, STATUSES, SearchLinks
from cases.queries.search import search
from reports.asked import to_asked

bp = Blueprint("search", __name__)


@bp.get("/tra-cuu")
def show() -> ResponseReturnValue:
    """Show what was found; a whole code leads to its page at once."""
    links = SearchLinks(request.args)
    with reading() as tx:
        page = search(tx, office(), actor(), filters=links.filters)
    if page.asked.is_whole_code and links.is_plain and len(page.rows) == 1:
        return redirect(url_for("cases.show", code=page.rows[0].code), 303)
    text = render_template(
        "search/show.html",
        page=page,
        asked=to_asked(replace(links.filters, older_than=None, newer_than=None)),
        links=links,
        kinds=KINDS,
        statuses=STATUSES,
    )
    return text, 422 if links.errors else 200
