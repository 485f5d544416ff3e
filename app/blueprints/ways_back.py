"""Trả lại bước trước: where to and why are asked, then the case goes back."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.office_context import actor, office, reading, writing
from app.rendering.outcomes import note_problem
from app.viewed_records import note_view
from cases.actions.send_back import send_back
from cases.errors import NoteRefusedError, NotFoundError
from cases.queries.ways_back import WaysBackPage, ways_back_page

bp = Blueprint("ways_back", __name__, url_prefix="/buoc/<int:run_id>/<task_id>/tra-lai")


@bp.get("")
def show(run_id: int, task_id: str) -> str:
    """Ask where to and why."""
    page = _page(run_id, task_id)
    return render_template("ways_back/show.html", page=page, problem="", typed="", to="")


@bp.post("")
def send(run_id: int, task_id: str) -> ResponseReturnValue:
    """Send the case back."""
    to, reason = request.form.get("to", ""), request.form.get("reason", "")
    try:
        with writing() as tx:
            done = send_back(
                tx, office(), actor(), run_id=run_id, task_id=task_id, to=to, reason=reason
            )
    except NoteRefusedError as error:
        page, problem = _page(run_id, task_id), note_problem(error)
        text = render_template(
            "ways_back/show.html", page=page, problem=problem, typed=reason, to=to
        )
        return text, 422
    flash(f"Đã trả hồ sơ về bước {' và '.join(done.next_steps)}")
    return redirect(url_for("cases.show", code=done.case_code), 303)


def _page(run_id: int, task_id: str) -> WaysBackPage:
    with reading() as tx:
        page = ways_back_page(tx, office(), actor(), run_id=run_id, task_id=task_id)
    note_view(page.case)
    if not page.ways:
        raise NotFoundError
    return page
