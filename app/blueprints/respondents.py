"""Người bị đơn nêu: whom a record is about, where they have an account here."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.office_context import actor, office, reading, writing
from cases.actions.link_respondent import link_respondent
from cases.actions.unlink_respondent import unlink_respondent
from cases.queries.respondents import respondent_page

bp = Blueprint("respondents", __name__, url_prefix="/ho-so/<code>/nguoi-bi-neu")

PERSON = "person"


@bp.get("")
def show(code: str) -> str:
    """Show who is linked, and ask for another."""
    with reading() as tx:
        page = respondent_page(tx, office(), actor(), code=code)
    return render_template("respondents/show.html", page=page)


@bp.post("")
def link(code: str) -> ResponseReturnValue:
    """Link somebody."""
    chosen = request.form.get(PERSON, 0, type=int)
    with writing() as tx:
        name = link_respondent(tx, office(), actor(), code=code, account_id=chosen)
    flash(f"Đã ghi: {name} là người bị đơn nêu, không làm bước nào của hồ sơ này")
    return redirect(url_for("respondents.show", code=code), 303)


@bp.post("/<int:link_id>/bo")
def unlink(code: str, link_id: int) -> ResponseReturnValue:
    """Take a link back."""
    with writing() as tx:
        unlink_respondent(tx, office(), actor(), code=code, link_id=link_id)
    flash("Đã bỏ ghi nhận người bị đơn nêu")
    return redirect(url_for("respondents.show", code=code), 303)
