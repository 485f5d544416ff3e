"""Hiện số: the numbers of the people on a petition, for whose work needs them."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.office_context import actor, office, writing
from cases.actions.show_numbers import show_numbers

bp = Blueprint("numbers", __name__)


@bp.post("/ho-so/<code>/so-cac-ben")
def show(code: str) -> str:
    """Show the numbers; the journal knows before they are seen."""
    with writing() as tx:
        shown = show_numbers(tx, office(), actor(), code=code)
    return render_template("cases/numbers.html", shown=shown)


@bp.get("/ho-so/<code>/so-cac-ben")
def lead_back(code: str) -> ResponseReturnValue:
    """Lead who reloads or comes back by the address to the record: numbers are shown on request."""
    return redirect(url_for("cases.show", code=code), 303)
