"""Tra cứu: finds cases and petitions by words, codes, names and numbers of papers and people.

What is typed is posted and leads to an address with the same question, so that a page can be
kept, sent on and reloaded; a number of a person never stands in an address.
"""

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app.office_context import actor, office, reading, writing
from app.rendering.search_links import HIDDEN, KINDS, STATUSES, SearchLinks
from cases.actions.note_search import note_search
from cases.policy.permissions import Permission
from cases.policy.permitted_units import may_somewhere
from cases.queries.search import search
from cases.search.hidden_question import hide, is_to_be_hidden, reveal
from reports.asked import codes_only, to_asked

bp = Blueprint("search", __name__)


@bp.post("/tra-cuu")
def ask() -> ResponseReturnValue:
    """Lead to the address of the question."""
    return redirect(_links(request.form).same(), 303)


@bp.get("/tra-cuu")
def show() -> ResponseReturnValue:
    """Show what was found; a whole code leads to its page at once."""
    if is_to_be_hidden(request.args.get("chu", "")):
        return redirect(_links(request.args).same(), 303)
    args = MultiDict(request.args)
    if HIDDEN in args:
        args["chu"] = reveal(office(), actor(), args[HIDDEN])
    links = _links(args)
    with reading() as tx:
        page = search(tx, office(), actor(), filters=links.filters)
    asked = to_asked(replace(links.filters, older_than=None, newer_than=None))
    if may_somewhere(Permission.CASE_LOOK_UP, actor()):
        with writing() as tx:
            note_search(tx, office(), actor(), asked=codes_only(asked), rows=len(page.rows))
    if page.asked.is_whole_code and links.is_plain and len(page.rows) == 1:
        return redirect(url_for("cases.show", code=page.rows[0].code), 303)
    text = render_template(
        "search/show.html",
        page=page,
        asked=asked,
        links=links,
        kinds=KINDS,
        statuses=STATUSES,
    )
    return text, 422 if links.errors else 200


def _links(args: "MultiDict[str, str]") -> SearchLinks:
    return SearchLinks(args, lambda words: hide(office(), actor(), words))
