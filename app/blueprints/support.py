"""Hỗ trợ: IT staff of a unit look at its screens with a stated reason, and who has done so."""

from collections.abc import Sequence
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.made_forms import filled_made, read_made, refused_made
from app.office_context import actor, office, reading, writing
from app.typed_forms import limits
from cases.actions.begin_support_visit import begin_support_visit
from cases.actions.end_support_visit import end_support_visit
from cases.errors import NotAllowedError, SubmissionRefusedError
from cases.policy.permissions import Permission
from cases.queries.support_visits import SupportVisitPage, support_visits
from cases.support.asked import UNIT, visit_form
from forms.fields import Form
from forms.submission import FieldError

bp = Blueprint("support", __name__, url_prefix="/ho-tro")


@bp.get("")
def show() -> str:
    """Show the visits, and to IT staff the form that begins one."""
    return _render(_page(), ())


@bp.post("")
def begin() -> ResponseReturnValue:
    """Begin a visit."""
    page = _page()
    if not page.units:
        raise NotAllowedError(Permission.SUPPORT_VISIT)
    submission = read_made(_form(page), limits(), _choices(page))
    try:
        with writing() as tx:
            begin_support_visit(tx, office(), actor(), submission=submission)
    except SubmissionRefusedError as refused:
        return _render(page, refused.errors), HTTPStatus.UNPROCESSABLE_ENTITY
    flash("Đã mở màn hình của đơn vị để xem; mỗi trang mở ra đều ghi nhật ký")
    return redirect(url_for("today.show"), 303)


@bp.post("/ket-thuc")
def end() -> ResponseReturnValue:
    """End the visit."""
    with writing() as tx:
        end_support_visit(tx, office(), actor())
    flash("Đã kết thúc việc vào xem để hỗ trợ")
    return redirect(url_for("support.show"), 303)


def _page() -> SupportVisitPage:
    with reading() as tx:
        return support_visits(tx, office(), actor(), page=request.args.get("trang", 1, type=int))


def _form(page: SupportVisitPage) -> Form:
    return visit_form(of_several_units=len(page.units) > 1)


def _choices(page: SupportVisitPage) -> dict[str, tuple[tuple[str, str], ...]]:
    return {UNIT: tuple((str(unit_id), name) for unit_id, name in page.units)}


def _render(page: SupportVisitPage, errors: Sequence[FieldError]) -> str:
    form = None
    if page.units:
        asked, choices = _form(page), _choices(page)
        form = refused_made(asked, errors, choices) if errors else filled_made(asked, {}, choices)
    return render_template("support/show.html", page=page, form=form, errors=errors)
