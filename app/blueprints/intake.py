"""Tiếp nhận đơn: the kind of petition is asked first, then its form."""

import secrets
from collections.abc import Mapping, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.drafts import answer_draft, answer_dropped_draft
from app.office_context import actor, office, reading, writing
from app.rendering.outcomes import registered_text
from app.security import UPLOAD_LIMIT, is_small_post, limiter, uploader
from app.typed_forms import filled_form, limits, read_posted, refused_form
from app.typed_petition import typed_petition
from cases.actions.register_petition import register_petition
from cases.errors import SubmissionRefusedError
from cases.queries.duplicates import duplicates
from cases.queries.intake import intake_form, intake_options
from forms.submission import FieldError

bp = Blueprint("intake", __name__, url_prefix="/tiep-nhan-don")

LONGEST_TOKEN = 64
LONGEST_ID = 18


@bp.get("")
def choose() -> str:
    """Ask what kind of petition it is, before anything about its author."""
    with reading() as tx:
        options = intake_options(tx, office(), actor())
    return render_template("intake/choose.html", options=options)


@bp.get("/<procedure>")
def show(procedure: str) -> str:
    """Show the intake form."""
    with reading() as tx:
        page = intake_form(
            tx, office(), actor(), procedure=procedure, transfer_id=_transfer_id(request.args)
        )
        options = intake_options(tx, office(), actor())
    form = filled_form(page, page.values, page.draft)
    token = secrets.token_urlsafe()
    return render_template(
        "intake/show.html", page=page, options=options, form=form, token=token, errors=()
    )


@bp.post("/<procedure>")
@limiter.limit(UPLOAD_LIMIT, key_func=uploader, exempt_when=is_small_post)
def register(procedure: str) -> ResponseReturnValue:
    """Enter the petition in the books; the same page sent twice is entered once."""
    transfer_id = _transfer_id(request.form)
    with reading() as tx:
        page = intake_form(tx, office(), actor(), procedure=procedure, transfer_id=transfer_id)
    submission = read_posted(page, limits())
    if submission.errors:
        return _show_again(procedure, submission.errors)
    try:
        with writing() as tx:
            registered = register_petition(
                tx,
                office(),
                actor(),
                procedure=procedure,
                submission=submission,
                token=_token(),
                unit_id=request.form.get("_unit", type=int),
                transfer_id=transfer_id,
            )
    except SubmissionRefusedError as error:
        return _show_again(procedure, error.errors)
    flash(registered_text(registered))
    if request.form.get("_then") == "next":
        return redirect(url_for("intake.show", procedure=procedure), 303)
    return redirect(url_for("cases.show", code=registered.code), 303)


@bp.post("/<procedure>/trung")
@limiter.limit(UPLOAD_LIMIT, key_func=uploader, exempt_when=is_small_post)
def look_for_duplicates(procedure: str) -> str:
    """Show petitions that may be the one being typed; the form stays as it is."""
    with reading() as tx:
        page = intake_form(tx, office(), actor(), procedure=procedure)
        options = intake_options(tx, office(), actor())
        form = refused_form(page, ())
        found = duplicates(tx, office(), actor(), typed=typed_petition(page.kind, form))
    shown = {"page": page, "options": options, "form": form, "duplicates": found}
    if request.headers.get("X-Requested-With"):
        return render_template("duplicates/found.html", **shown)
    return render_template("intake/show.html", **shown, token=_token(), errors=())


@bp.post("/<procedure>/nhap")
def keep(procedure: str) -> ResponseReturnValue:
    """Keep what was typed as a draft."""
    return answer_draft(url_for("intake.show", procedure=procedure))


@bp.post("/<procedure>/bo-nhap")
def drop(procedure: str) -> ResponseReturnValue:
    """Throw the draft away."""
    return answer_dropped_draft(url_for("intake.show", procedure=procedure))


def _transfer_id(sent: Mapping[str, str]) -> int | None:
    """Return the petition passed on that is being received, if it is one."""
    named = sent.get("chuyen", "")
    return int(named) if named.isascii() and named.isdigit() and len(named) < LONGEST_ID else None


def _token() -> str:
    return request.form.get("_token", "")[:LONGEST_TOKEN] or secrets.token_urlsafe()


def _show_again(procedure: str, errors: Sequence[FieldError]) -> ResponseReturnValue:
    with reading() as tx:
        page = intake_form(
            tx, office(), actor(), procedure=procedure, transfer_id=_transfer_id(request.form)
        )
        options = intake_options(tx, office(), actor())
    form = refused_form(page, errors)
    text = render_template(
        "intake/show.html", page=page, options=options, form=form, token=_token(), errors=errors
    )
    return text, 422
