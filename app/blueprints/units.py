"""Đơn vị: the tree of those who use the system, and its changes by administrators."""

from collections.abc import Sequence
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.made_forms import filled_made, read_made, refused_made
from app.office_context import actor, office, reading, writing
from app.rendering.unit_links import UnitLinks
from app.typed_forms import limits
from cases.actions.add_unit import add_unit
from cases.actions.change_unit import change_unit
from cases.errors import SubmissionRefusedError
from cases.policy.permissions import Permission
from cases.policy.permitted_units import may_in_the_city
from cases.queries.unit_changes import UnitQuestion, question_of_addition, question_of_change
from cases.queries.unit_page import unit_page
from cases.queries.unit_tree import unit_tree
from forms.submission import FieldError

bp = Blueprint("units", __name__, url_prefix="/quan-tri")

CHANGES = {"ten": "name", "cap-tren": "parent", "hieu-luc": "validity", "kiem-chung": "verified"}
"""Address -> what is changed."""


@bp.get("/don-vi")
def show() -> ResponseReturnValue:
    """Show the tree of a day."""
    links = UnitLinks(request.args, office().today(), office().unit_kinds)
    with reading() as tx:
        tree = unit_tree(
            tx, office(), day=links.day, name=links.name, kind=links.kind, only=links.only
        )
    may_add = may_in_the_city(Permission.UNITS_MANAGE, actor())
    text = render_template("units/show.html", tree=tree, links=links, may_add=may_add)
    return text, HTTPStatus.UNPROCESSABLE_ENTITY if links.errors else HTTPStatus.OK


@bp.get("/don-vi/<code>")
def show_unit(code: str) -> str:
    """Show one unit."""
    with reading() as tx:
        page = unit_page(tx, office(), actor(), code=code)
    return render_template("units/unit.html", page=page)


@bp.get("/them-don-vi")
def ask_unit() -> str:
    """Ask for a new unit."""
    return _render(_addition())


@bp.post("/them-don-vi")
def add() -> ResponseReturnValue:
    """Add a unit."""
    question = _addition()
    submission = read_made(question.form, limits(), question.choices)
    try:
        with writing() as tx:
            code = add_unit(tx, office(), actor(), submission=submission)
    except SubmissionRefusedError as refused:
        return _render(question, refused.errors), HTTPStatus.UNPROCESSABLE_ENTITY
    flash("Đã thêm đơn vị")
    return redirect(url_for("units.show_unit", code=code), 303)


@bp.get("/don-vi/<code>/sua/<what>")
def ask_change(code: str, what: str) -> str:
    """Ask for one change of a unit."""
    return _render(_change(code, what))


@bp.post("/don-vi/<code>/sua/<what>")
def change(code: str, what: str) -> ResponseReturnValue:
    """Change a unit."""
    question = _change(code, what)
    submission = read_made(question.form, limits(), question.choices)
    try:
        with writing() as tx:
            change_unit(
                tx,
                office(),
                actor(),
                code=code,
                what=CHANGES.get(what, ""),
                submission=submission,
            )
    except SubmissionRefusedError as refused:
        return _render(question, refused.errors), HTTPStatus.UNPROCESSABLE_ENTITY
    flash("Đã ghi thay đổi của đơn vị")
    return redirect(url_for("units.show_unit", code=code), 303)


def _addition() -> UnitQuestion:
    with reading() as tx:
        return question_of_addition(tx, office(), actor())


def _change(code: str, what: str) -> UnitQuestion:
    with reading() as tx:
        return question_of_change(tx, office(), actor(), code=code, what=CHANGES.get(what, ""))


def _render(question: UnitQuestion, errors: Sequence[FieldError] = ()) -> str:
    form = (
        refused_made(question.form, errors, question.choices)
        if errors
        else filled_made(question.form, question.values, question.choices)
    )
    return render_template("units/change.html", question=question, form=form, errors=errors)
