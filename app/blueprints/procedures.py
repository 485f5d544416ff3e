"""A further procedure on a case: its first step is filled in here, and it begins."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.drafts import answer_draft, answer_dropped_draft
from app.form_token import new_token, token_again
from app.office_context import actor, office, reading, writing
from app.rendering.outcomes import started_text
from app.security import UPLOAD_LIMIT, is_small_post, limiter, uploader
from app.typed_forms import filled_form, limits, read_posted, refused_form
from app.viewed_records import note_view
from cases.actions.start_procedure import start_procedure
from cases.errors import SubmissionRefusedError
from cases.queries.start_page import start_page
from cases.steps.sent_form import was_started
from forms.submission import FieldError

bp = Blueprint("procedures", __name__, url_prefix="/ho-so/<code>/thao-tac")


@bp.get("/<procedure>")
def show(code: str, procedure: str) -> str:
    """Show the form of the first step."""
    with reading() as tx:
        page = start_page(tx, office(), actor(), code=code, procedure=procedure)
    note_view(page.case)
    form = filled_form(page, page.values, page.draft)
    token = new_token()
    return render_template("procedures/show.html", page=page, form=form, token=token, errors=())


@bp.post("/<procedure>")
@limiter.limit(UPLOAD_LIMIT, key_func=uploader, exempt_when=is_small_post)
def start(code: str, procedure: str) -> ResponseReturnValue:
    """Start the procedure; the same page sent twice starts it once."""
    with reading() as tx:
        if was_started(tx, token_again()):
            return redirect(url_for("cases.show", code=code), 303)
        page = start_page(tx, office(), actor(), code=code, procedure=procedure)
    submission = read_posted(page, limits(page))
    if submission.errors:
        return _show_again(code, procedure, submission.errors)
    try:
        with writing() as tx:
            done = start_procedure(
                tx,
                office(),
                actor(),
                case_code=code,
                procedure=procedure,
                submission=submission,
                token=token_again(),
            )
    except SubmissionRefusedError as error:
        return _show_again(code, procedure, error.errors)
    flash(started_text(done))
    return redirect(url_for("cases.show", code=done.case_code), 303)


@bp.post("/<procedure>/nhap")
def keep(code: str, procedure: str) -> ResponseReturnValue:
    """Keep what was typed as a draft."""
    return answer_draft(url_for("procedures.show", code=code, procedure=procedure))


@bp.post("/<procedure>/bo-nhap")
def drop(code: str, procedure: str) -> ResponseReturnValue:
    """Throw the draft away."""
    return answer_dropped_draft(url_for("procedures.show", code=code, procedure=procedure))


def _show_again(code: str, procedure: str, errors: Sequence[FieldError]) -> ResponseReturnValue:
    with reading() as tx:
        page = start_page(tx, office(), actor(), code=code, procedure=procedure)
    form = refused_form(page, errors)
    text = render_template(
        "procedures/show.html", page=page, form=form, token=token_again(), errors=errors
    )
    return text, 422
