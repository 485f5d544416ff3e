"""Ủy quyền, thay khi nghỉ: who acts for whom in a unit (điểm c khoản 1 Điều 15 Quy chế)."""

from collections.abc import Sequence
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.made_forms import filled_made, read_made, refused_made
from app.office_context import actor, office, reading, writing
from app.typed_forms import limits
from cases.actions.appoint_substitute import appoint_substitute
from cases.actions.delegate_powers import delegate_powers
from cases.actions.end_delegation import end_delegation
from cases.delegations.asked import leave_form, powers_form
from cases.delegations.ends import END_TITLES
from cases.delegations.held import LEAVE, POWERS
from cases.errors import NotAllowedError, NotFoundError, SubmissionRefusedError
from cases.policy.permissions import Permission
from cases.policy.permitted_units import may_somewhere
from cases.queries.delegations import DelegationPage, delegation_page
from forms.fields import Form
from forms.submission import FieldError

bp = Blueprint("delegations", __name__, url_prefix="/uy-quyen")

OVER = "Ủy quyền này đã kết thúc, không còn gì để thu hồi"


@bp.get("")
def show() -> str:
    """Show the delegations of a unit, and to its head the form of a new one."""
    return _page(POWERS)


@bp.post("")
def give() -> ResponseReturnValue:
    """Delegate."""
    return _make(POWERS)


@bp.get("/thay-nghi-phep")
def show_leave() -> str:
    """Show who stands in for whom, and to leaders the form of a new appointment."""
    return _page(LEAVE)


@bp.post("/thay-nghi-phep")
def appoint() -> ResponseReturnValue:
    """Appoint a substitute."""
    return _make(LEAVE)


@bp.post("/<int:delegation_id>/thu-hoi")
def end(delegation_id: int) -> ResponseReturnValue:
    """Revoke it at once."""
    is_leave = request.form.get("kind") == LEAVE
    try:
        with writing() as tx:
            returned = end_delegation(tx, office(), actor(), delegation_id=delegation_id)
    except NotFoundError:
        flash(OVER)
    else:
        said = "Đã thu hồi; việc đã làm giữ nguyên"
        flash(f"{said}, {returned} việc đang làm dở trở về người nghỉ" if returned else said)
    return redirect(url_for("delegations.show_leave" if is_leave else "delegations.show"), 303)


def _make(kind: str) -> ResponseReturnValue:
    page = _query(kind)
    unit_id = page.unit.unit_id
    if unit_id is None:  # of a unit its own people decide, not who oversees the city
        raise NotAllowedError(Permission.POWERS_DELEGATE)
    form = _form(kind)
    submission = read_made(form, limits(), page.choices)
    action = delegate_powers if kind == POWERS else appoint_substitute
    try:
        with writing() as tx:
            action(tx, office(), actor(), unit_id=unit_id, submission=submission)
    except SubmissionRefusedError as refused:
        return _page(kind, refused.errors), HTTPStatus.UNPROCESSABLE_ENTITY
    flash("Đã ghi ủy quyền" if kind == POWERS else "Đã cử người làm thay")
    asked = {"don-vi": unit_id} if len(page.unit.options) > 1 else {}
    return redirect(url_for(_endpoint(kind), **asked), 303)  # type: ignore[arg-type] # a name of the query


def _page(kind: str, errors: Sequence[FieldError] = ()) -> str:
    page = _query(kind)
    form = _form(kind)
    shown = (
        refused_made(form, errors, page.choices) if errors else filled_made(form, {}, page.choices)
    )
    return render_template(
        "delegations/show.html",
        page=page,
        form=shown,
        errors=errors,
        here=url_for(_endpoint(kind)),
        may_assign=may_somewhere(Permission.ITEM_ASSIGN, actor()),
        powers=office().delegable.powers,
        ends=END_TITLES,
    )


def _query(kind: str) -> DelegationPage:
    asked = request.form if request.method == "POST" else request.args
    with reading() as tx:
        return delegation_page(
            tx, office(), actor(), kind=kind, unit_id=asked.get("don-vi", type=int)
        )


def _form(kind: str) -> Form:
    return powers_form(office()) if kind == POWERS else leave_form()


def _endpoint(kind: str) -> str:
    return "delegations.show" if kind == POWERS else "delegations.show_leave"
