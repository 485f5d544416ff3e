"""Something that happens to a running case from outside, such as a withdrawal."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.drafts import answer_draft, answer_dropped_draft
from app.office_context import actor, office, reading, writing
from app.rendering.outcomes import step_done_text
from app.security import UPLOAD_LIMIT, is_small_post, limiter, uploader
from app.typed_forms import filled_form, limits, read_posted, refused_form
from app.viewed_records import note_view
from cases.actions.record_message import record_message
from cases.errors import SubmissionRefusedError
from cases.queries.message_page import message_page
from forms.submission import FieldError

bp = Blueprint("messages", __name__, url_prefix="/viec-phat-sinh")


@bp.get("/<int:run_id>/<message>")
def show(run_id: int, message: str) -> str:
    """Show the form of a message."""
    with reading() as tx:
        page = message_page(tx, office(), actor(), run_id=run_id, message=message)
    note_view(page.case)
    form = filled_form(page, page.values, page.draft)
    return render_template("messages/show.html", page=page, form=form, errors=())


@bp.post("/<int:run_id>/<message>")
@limiter.limit(UPLOAD_LIMIT, key_func=uploader, exempt_when=is_small_post)
def record(run_id: int, message: str) -> ResponseReturnValue:
    """Record the message with what was typed."""
    with reading() as tx:
        page = message_page(tx, office(), actor(), run_id=run_id, message=message)
    submission = read_posted(page, limits(page))
    if submission.errors:
        return _show_again(run_id, message, submission.errors)
    try:
        with writing() as tx:
            done = record_message(
                tx, office(), actor(), run_id=run_id, message=message, submission=submission
            )
    except SubmissionRefusedError as error:
        return _show_again(run_id, message, error.errors)
    flash(step_done_text(done))
    return redirect(url_for("cases.show", code=done.case_code), 303)


@bp.post("/<int:run_id>/<message>/nhap")
def keep(run_id: int, message: str) -> ResponseReturnValue:
    """Keep what was typed as a draft."""
    return answer_draft(url_for("messages.show", run_id=run_id, message=message))


@bp.post("/<int:run_id>/<message>/bo-nhap")
def drop(run_id: int, message: str) -> ResponseReturnValue:
    """Throw the draft away."""
    return answer_dropped_draft(url_for("messages.show", run_id=run_id, message=message))


def _show_again(run_id: int, message: str, errors: Sequence[FieldError]) -> ResponseReturnValue:
    with reading() as tx:
        page = message_page(tx, office(), actor(), run_id=run_id, message=message)
    form = refused_form(page, errors)
    return render_template("messages/show.html", page=page, form=form, errors=errors), 422
