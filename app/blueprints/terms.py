"""Thời hạn: every term with its article; a head makes local ones stricter for the unit."""

from dataclasses import replace
from functools import cache
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.office_context import actor, office, reading, writing
from app.typed_forms import limits
from cases.actions.end_term_setting import end_term_setting
from cases.actions.tighten_term import tighten_term
from cases.errors import SubmissionRefusedError
from cases.queries.term_list import term_list, term_page
from cases.term_tightening import AMOUNT, TIGHTEN_FORM
from forms.posted import RawValues
from forms.submission import read
from forms.wtforms_fields import StepForm, build

bp = Blueprint("terms", __name__, url_prefix="/quan-tri/thoi-han")


@bp.get("")
def show() -> str:
    """Show all terms."""
    with reading() as tx:
        groups = term_list(tx, office())
    return render_template("terms/show.html", groups=groups)


@bp.get("/<row_key>")
def show_row(row_key: str) -> str:
    """Show one row, and what units have set for it."""
    return _row_page(row_key)


@bp.post("/<row_key>/<int:unit_id>")
def tighten(row_key: str, unit_id: int) -> ResponseReturnValue:
    """Make the row stricter for a unit."""
    submission = read(TIGHTEN_FORM, request.form, None, limits())
    try:
        with writing() as tx:
            tighten_term(
                tx, office(), actor(), unit_id=unit_id, row_key=row_key, submission=submission
            )
    except SubmissionRefusedError as refused:
        return _row_page(row_key, refused), HTTPStatus.UNPROCESSABLE_ENTITY
    flash("Đã ghi thời hạn của đơn vị; hạn đang tính không đổi")
    return redirect(url_for("terms.show_row", row_key=row_key), 303)


@bp.post("/<row_key>/bo/<int:setting_id>")
def end(row_key: str, setting_id: int) -> ResponseReturnValue:
    """Count as the table says again."""
    with writing() as tx:
        end_term_setting(tx, office(), actor(), setting_id=setting_id)
    flash("Đơn vị tính theo bảng thời hạn từ ngày mai; hạn đang tính không đổi")
    return redirect(url_for("terms.show_row", row_key=row_key), 303)


def _row_page(row_key: str, refused: SubmissionRefusedError | None = None) -> str:
    with reading() as tx:
        page = term_page(tx, office(), actor(), row_key=row_key)
    form_class = _form(page.row.unit)
    form = form_class(request.form) if refused else form_class(RawValues({}))
    if refused:
        form.show(refused.errors)
    errors = refused.errors if refused else ()
    return render_template("terms/row.html", page=page, form=form, errors=errors)


@cache
def _form(unit: str) -> type[StepForm]:
    """Build the form with the unit of the row beside the number."""
    fields = (
        replace(one, suffix=unit) if one.key == AMOUNT else one for one in TIGHTEN_FORM.fields
    )
    return build(replace(TIGHTEN_FORM, fields=tuple(fields)))
