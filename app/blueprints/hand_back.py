"""Đề xuất giao việc lại: the holder of a step asks that somebody else do it."""

from collections.abc import Sequence
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.local_address import local_address
from app.office_context import actor, office, reading, writing
from cases.actions.propose_hand_back import propose_hand_back
from cases.assigning.asked import REASON
from cases.errors import SubmissionRefusedError
from cases.policy.permissions import Permission
from cases.queries.assignment_item import assignment_item
from forms.submission import FieldError

bp = Blueprint("hand_back", __name__, url_prefix="/viec-cua-toi")


@bp.get("/<int:item_id>/de-xuat-giao-lai")
def show(item_id: int) -> str:
    """Show the step and ask for the reason."""
    return _page(item_id)


@bp.post("/<int:item_id>/de-xuat-giao-lai")
def propose(item_id: int) -> ResponseReturnValue:
    """Send the proposal to the leaders of the unit."""
    reason = request.form.get(REASON, "")
    try:
        with writing() as tx:
            code = propose_hand_back(tx, office(), actor(), item_id=item_id, reason=reason)
    except SubmissionRefusedError as refused:
        return _page(item_id, refused.errors), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(f"Đã đề xuất giao lại việc ở {code}; việc vẫn do bạn giữ đến khi có trả lời")
    return redirect(_back(), 303)


def _page(item_id: int, errors: Sequence[FieldError] = ()) -> str:
    with reading() as tx:
        page = assignment_item(
            tx, office(), actor(), item_id=item_id, permission=Permission.ITEM_HAND_BACK
        )
    return render_template(
        "assignment/hand_back.html",
        page=page,
        errors=errors,
        typed=request.form,
        back=_back(),
    )


def _back() -> str:
    given = request.form if request.method == "POST" else request.args
    return local_address(given.get("_back"), url_for("my_work.show", nhom="mine"))
