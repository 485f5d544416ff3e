"""Đơn trùng: decides on the page of a petition whether it is a duplicate."""

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.office_context import actor, office, writing
from cases.actions.judge_duplicate import judge_duplicate

bp = Blueprint("duplicates", __name__)


@bp.post("/ho-so/<code>/don-trung")
def judge(code: str) -> ResponseReturnValue:
    """Keep the decision about one other petition."""
    same, other = request.form.get("_same", ""), request.form.get("_other", "")
    if not (same or other):
        abort(400)
    with writing() as tx:
        judge_duplicate(
            tx, office(), actor(), code=code, other=same or other, is_duplicate=bool(same)
        )
    if same:
        flash(f"Đã gắn là đơn trùng với {same}. Bước đề xuất đã điền sẵn hướng lưu đơn")
    else:
        flash(f"Đã ghi: không trùng với {other}")
    return redirect(url_for("cases.show", code=code, _anchor="don-trung"), 303)
