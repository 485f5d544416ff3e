"""Đính chính: a finished step is put right, after a look at what follows."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.filled_numbers import note_numbers
from app.made_forms import filled_made, read_made, refused_made
from app.office_context import actor, office, reading, writing
from app.rendering.outcomes import corrected_text
from app.typed_forms import limits
from app.typed_values import typed_pairs
from cases.actions.correct_step import correct_step
from cases.actions.note_filled_numbers import FilledForm
from cases.errors import PreviewOutdatedError, SubmissionRefusedError
from cases.queries.correction_page import CorrectionPage, correction_page, correction_preview
from forms.submission import FieldError, Submission

bp = Blueprint("corrections", __name__, url_prefix="/ho-so/<code>/dinh-chinh")


@bp.get("/<int:step_id>")
def show(code: str, step_id: int) -> str:
    """Show the form of the step as it stands on record."""
    page = _page(code, step_id)
    form = filled_made(page.form, page.values, page.choices)
    return render_template("corrections/show.html", page=page, form=form, errors=())


@bp.post("/<int:step_id>")
def correct(code: str, step_id: int) -> ResponseReturnValue:
    """Show what would follow; write it once that was confirmed."""
    page = _page(code, step_id)
    submission = read_made(page.form, limits(), page.choices)
    seen = request.form.get("_seen")
    if submission.errors or "_edit" in request.form:
        return _show_again(page, submission.errors)
    try:
        if seen is None:
            return _preview(page, submission)
        with writing() as tx:
            done = correct_step(
                tx, office(), actor(), step_id=step_id, submission=submission, seen=seen
            )
    except PreviewOutdatedError:
        return _preview(page, submission, is_outdated=True)
    except SubmissionRefusedError as error:
        return _show_again(page, error.errors)
    flash(corrected_text(done))
    return redirect(url_for("cases.show", code=done.case_code), 303)


def _page(code: str, step_id: int) -> CorrectionPage:
    with reading() as tx:
        page = correction_page(tx, office(), actor(), code=code, step_id=step_id)
    note_numbers(FilledForm(page.form, page.values, code=code))
    return page


def _preview(
    page: CorrectionPage, submission: Submission, *, is_outdated: bool = False
) -> ResponseReturnValue:
    with reading() as tx:
        preview = correction_preview(
            tx, office(), actor(), code=page.code, step_id=page.step_id, submission=submission
        )
    return render_template(
        "corrections/preview.html",
        page=page,
        preview=preview,
        typed=typed_pairs(),
        reason=submission.values.get("correction_reason", ""),
        document=submission.values.get("correction_document", ""),
        is_outdated=is_outdated,
    )


def _show_again(page: CorrectionPage, errors: Sequence[FieldError]) -> ResponseReturnValue:
    form = refused_made(page.form, errors, page.choices)
    text = render_template("corrections/show.html", page=page, form=form, errors=errors)
    return text, 422 if errors else 200
