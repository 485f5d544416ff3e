"""Việc của tôi: the task list."""

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.first_page import first_page
from app.local_address import local_address
from app.office_context import actor, office, reading, writing
from app.rendering.search_links import HIDDEN
from app.rendering.work_groups import group_rows
from app.rendering.work_links import TABS, WorkLinks
from cases.actions.claim_item import claim_item
from cases.actions.release_item import release_item
from cases.queries.assignment_history import assigned_notes
from cases.queries.calendar_reminder import unannounced_year
from cases.queries.digests import todays_digest
from cases.queries.notes import my_directions
from cases.queries.work_list import work_list
from cases.reminders import read_reminders
from cases.search.hidden_question import hide, is_to_be_hidden
from reports.asked import to_asked

bp = Blueprint("my_work", __name__)


@bp.get("/")
def start() -> ResponseReturnValue:
    """Lead everybody to where their work is."""
    return redirect(url_for(first_page(actor())), 303)


@bp.post("/viec-cua-toi")
def narrow() -> ResponseReturnValue:
    """Lead to the address of a filter; a number of a person is looked for in Tra cứu instead.

    Such a number never stands in an address.
    """
    asked = {name: value for name, value in request.form.items() if value and name[0] != "_"}
    words = asked.get("chu", "")
    if is_to_be_hidden(words):
        hidden = hide(office(), actor(), words)
        return redirect(url_for("search.show", **{HIDDEN: hidden}), 303)  # type: ignore[arg-type] # a name of the query
    return redirect(url_for("my_work.show", **asked), 303)  # type: ignore[arg-type] # names of the query


@bp.get("/viec-cua-toi")
def show() -> str:
    """Show what the person can do, most urgent first."""
    links = WorkLinks(request.args)
    filters = links.filters
    with reading() as tx:
        page = work_list(tx, office(), actor(), filters=filters)
        given = assigned_notes(tx, actor(), [row.item_id for row in page.rows])
        calendar = office().calendar(tx)
        digest = todays_digest(tx, office(), actor())
        directions = my_directions(tx, office(), actor())
        unannounced = unannounced_year(tx, office(), actor())
        soon_days = read_reminders(tx, office()).common(actor().unit_ids)
    today = office().today()
    groups = group_rows(page.rows, today, calendar, soon_days) if links.is_grouped else ()
    return render_template(
        "my_work/show.html",
        page=page,
        given=given,
        filters=filters,
        groups=groups,
        links=links,
        asked=to_asked(replace(filters, page=1)),
        tabs=TABS,
        digest=digest,
        directions=directions,
        unannounced=unannounced,
    )


@bp.post("/viec-cua-toi/<int:item_id>/nhan")
def claim(item_id: int) -> ResponseReturnValue:
    """Take a step for oneself."""
    with writing() as tx:
        claim_item(tx, office(), actor(), item_id=item_id)
    flash("Đã nhận việc, người khác không làm bước này nữa")
    return redirect(_back(), 303)


@bp.post("/viec-cua-toi/<int:item_id>/tra-lai")
def release(item_id: int) -> ResponseReturnValue:
    """Give a step back to the whole role."""
    with writing() as tx:
        release_item(tx, office(), actor(), item_id=item_id)
    flash("Đã trả việc, người cùng vai trò nhận được")
    return redirect(_back(), 303)


def _back() -> str:
    return local_address(request.form.get("_back"), url_for("my_work.show"))
