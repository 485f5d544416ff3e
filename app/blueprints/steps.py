"""The page of one waiting step: fill in, keep a draft, finish."""

from collections.abc import Sequence
from contextlib import suppress

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.drafts import answer_draft, answer_dropped_draft
from app.office_context import actor, office, reading, writing
from app.rendering.outcomes import step_done_text
from app.security import UPLOAD_LIMIT, is_small_post, limiter, uploader
from app.typed_forms import filled_form, limits, read_posted, refused_form
from app.viewed_records import note_view
from cases.actions.complete_step import complete_step
from cases.actions.see_item import see_item
from cases.errors import NotAllowedError, NotFoundError, SubmissionRefusedError
from cases.queries.first_look import unseen_item
from cases.queries.ordering_paper import ordering_paper
from cases.queries.step_form import step_form
from cases.queries.step_page import step_page
from cases.queries.views import StepPage
from cases.queries.ways_back import returned, ways_back
from forms.submission import FieldError
from forms.wtforms_fields import StepForm

bp = Blueprint("steps", __name__, url_prefix="/buoc")


@bp.get("/<int:run_id>/<task_id>")
def show(run_id: int, task_id: str) -> str:
    """Show the form of a step, with the draft if there is one."""
    _note_first_look(run_id, task_id)
    with reading() as tx:
        page = step_page(tx, office(), actor(), run_id=run_id, task_id=task_id)
    note_view(page.case)
    form = filled_form(page, page.values, page.draft)
    return _render(page, form, ())


@bp.post("/<int:run_id>/<task_id>")
@limiter.limit(UPLOAD_LIMIT, key_func=uploader, exempt_when=is_small_post)
def finish(run_id: int, task_id: str) -> ResponseReturnValue:
    """Finish the step with what was typed."""
    with reading() as tx:
        asked = step_form(tx, office(), actor(), run_id=run_id, task_id=task_id)
    submission = read_posted(asked, limits(asked))
    if submission.errors:
        return _show_again(run_id, task_id, submission.errors)
    try:
        with writing() as tx:
            done = complete_step(
                tx, office(), actor(), run_id=run_id, task_id=task_id, submission=submission
            )
    except SubmissionRefusedError as error:
        return _show_again(run_id, task_id, error.errors)
    flash(step_done_text(done))
    return redirect(url_for("cases.show", code=done.case_code), 303)


@bp.post("/<int:run_id>/<task_id>/nhap")
def keep(run_id: int, task_id: str) -> ResponseReturnValue:
    """Keep what was typed as a draft."""
    return answer_draft(url_for("steps.show", run_id=run_id, task_id=task_id))


@bp.post("/<int:run_id>/<task_id>/bo-nhap")
def drop(run_id: int, task_id: str) -> ResponseReturnValue:
    """Throw the draft away."""
    return answer_dropped_draft(url_for("steps.show", run_id=run_id, task_id=task_id))


def _note_first_look(run_id: int, task_id: str) -> None:
    """Whoever may not do the step, or comes too late, is told so by the page itself."""
    with reading() as tx:
        item_id = unseen_item(tx, actor(), run_id=run_id, task_id=task_id)
    if item_id is not None:
        with suppress(NotFoundError, NotAllowedError), writing() as tx:
            see_item(tx, office(), actor(), item_id=item_id)


def _show_again(run_id: int, task_id: str, errors: Sequence[FieldError]) -> ResponseReturnValue:
    with reading() as tx:
        page = step_page(tx, office(), actor(), run_id=run_id, task_id=task_id)
    form = refused_form(page, errors)
    return _render(page, form, errors), 422


def _render(page: StepPage, form: StepForm | None, errors: Sequence[FieldError]) -> str:
    with reading() as tx:
        ways = ways_back(tx, office(), page.version_id, page.element)
        sent_back = returned(
            tx, office(), page.version_id, run_id=page.run_id, element=page.element
        )
        paper = ordering_paper(tx, office(), page.run_id)
    return render_template(
        "steps/show.html",
        page=page,
        form=form,
        errors=errors,
        ways=ways,
        returned=sent_back,
        paper=paper,
    )
