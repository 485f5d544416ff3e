"""Rút lại: the step just done waits again for who did it."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from app.office_context import actor, office, writing
from cases.actions.take_back_step import take_back_step

bp = Blueprint("take_back", __name__, url_prefix="/ho-so/<code>/rut-lai")


@bp.post("/<int:step_id>")
def take_back(code: str, step_id: int) -> ResponseReturnValue:  # noqa: ARG001 - of the address
    """Take the step back and open its form."""
    with writing() as tx:
        done = take_back_step(tx, office(), actor(), step_id=step_id)
    flash(f"Đã rút lại bước {done.step_name}. Sửa rồi gửi lại")
    return redirect(url_for("steps.show", run_id=done.run_id, task_id=done.task_id), 303)
