"""Tiếp nhận đơn: the kind of petition is asked first, then its form."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.drafts import answer_draft, answer_dropped_draft
from app.filled_numbers import note_numbers
from app.form_token import new_token, token_again
from app.office_context import actor, office, reading, writing
from app.rendering.outcomes import registered_text
from app.secrecy_asked import asked_level, level_in_address
from app.security import UPLOAD_LIMIT, is_small_post, limiter, uploader
from app.typed_forms import AskedForm, filled_form, limits, read_posted, refused_form
from app.typed_petition import asked_transfer, judged_duplicates, typed_petition
from app.typed_values import typing_place
from cases.actions.judge_duplicate import judge_duplicate
from cases.actions.note_filled_numbers import FilledForm
from cases.actions.register_petition import register_petition
from cases.database import Transaction
from cases.errors import SecretRecordError, SubmissionRefusedError
from cases.queries.duplicates import duplicates
from cases.queries.intake import KINDS, IntakePage, intake_form, intake_options
from cases.steps.intake_place import USUAL_KIND
from forms.submission import FieldError

bp = Blueprint("intake", __name__, url_prefix="/tiep-nhan-don")

KIND = f"<any({','.join(KINDS)}):kind>"
"""Of what kind the petition is: asked before its form, kept in the address."""


@bp.get("")
def choose() -> str:
    """Ask what kind of petition it is, before anything about its author."""
    with reading() as tx:
        options = intake_options(tx, office(), actor())
    return render_template("intake/choose.html", options=options)


@bp.get("/<procedure>", defaults={"kind": USUAL_KIND})
@bp.get(f"/<procedure>/{KIND}")
def show(procedure: str, kind: str) -> str:
    """Show the intake form."""
    with reading() as tx:
        page = _asked_page(tx, procedure, kind)
        options = intake_options(tx, office(), actor())
    form = filled_form(page, page.values, page.draft)
    if form and page.transfer_id is not None:
        shown = FilledForm(form.definition, page.values, transfer_id=page.transfer_id)
        note_numbers(shown)
    token = new_token()
    return render_template(
        "intake/show.html", page=page, options=options, form=form, token=token, errors=()
    )


@bp.post("/<procedure>", defaults={"kind": USUAL_KIND})
@bp.post(f"/<procedure>/{KIND}")
@limiter.limit(UPLOAD_LIMIT, key_func=uploader, exempt_when=is_small_post)
def register(procedure: str, kind: str) -> ResponseReturnValue:
    """Enter the petition in the books; the same page sent twice is entered once."""
    transfer_id = asked_transfer()
    with reading() as tx:
        page = _asked_page(tx, procedure, kind)
    submission = read_posted(page, limits())
    if submission.errors:
        return _show_again(procedure, kind, submission.errors)
    try:
        with writing() as tx:
            registered = register_petition(
                tx,
                office(),
                actor(),
                procedure=procedure,
                submission=submission,
                token=token_again(),
                unit_id=request.form.get("_unit", type=int),
                transfer_id=transfer_id,
                secrecy=page.secrecy,
                kind=kind,
            )
            for other, is_duplicate in judged_duplicates().items():
                judge_duplicate(
                    tx,
                    office(),
                    actor(),
                    code=registered.petition_code,
                    other=other,
                    is_duplicate=is_duplicate,
                )
    except SubmissionRefusedError as error:
        return _show_again(procedure, kind, error.errors)
    flash(registered_text(registered))
    if request.form.get("_then") == "next":
        return redirect(f"{_address(procedure, kind)}#{_first_field(page)}", 303)
    return redirect(url_for("cases.show", code=registered.code), 303)


@bp.post("/<procedure>/trung", defaults={"kind": USUAL_KIND})
@bp.post(f"/<procedure>/{KIND}/trung")
@limiter.limit(UPLOAD_LIMIT, key_func=uploader, exempt_when=is_small_post)
def look_for_duplicates(procedure: str, kind: str) -> str:
    """Show petitions that may be the one being typed; the form stays as it is."""
    with reading() as tx:
        page = _asked_page(tx, procedure, kind)
        if page.is_status_only:
            raise SecretRecordError  # nothing of it is compared
        options = intake_options(tx, office(), actor())
        form = refused_form(page, ())
        typed = typed_petition(page.kind, form)
        own = {page.passed_on_id} if page.passed_on_id else set()
        found = duplicates(tx, office(), actor(), typed=typed, leave_out=own)
    shown = {"page": page, "options": options, "form": form, "duplicates": found}
    if request.headers.get("X-Requested-With"):
        return render_template("duplicates/found.html", **shown)
    return render_template("intake/show.html", **shown, token=token_again(), errors=())


@bp.post("/<procedure>/nhap", defaults={"kind": USUAL_KIND})
@bp.post(f"/<procedure>/{KIND}/nhap")
def keep(procedure: str, kind: str) -> ResponseReturnValue:
    """Keep what was typed as a draft."""
    return answer_draft(_place_of_draft(procedure, kind))


@bp.post("/<procedure>/bo-nhap", defaults={"kind": USUAL_KIND})
@bp.post(f"/<procedure>/{KIND}/bo-nhap")
def drop(procedure: str, kind: str) -> ResponseReturnValue:
    """Throw the draft away."""
    return answer_dropped_draft(_place_of_draft(procedure, kind))


def _asked_page(tx: Transaction, procedure: str, kind: str) -> IntakePage:
    """Return the form that this request speaks of: of its level, of its petition passed on."""
    return intake_form(
        tx,
        office(),
        actor(),
        procedure=procedure,
        transfer_id=asked_transfer(),
        secrecy=asked_level(),
        kind=kind,
    )


def _address(procedure: str, kind: str) -> str:
    """Return the page of the form, for petitions of the level that this request speaks of."""
    level: Any = level_in_address(asked_level())
    return url_for("intake.show", procedure=procedure, kind=kind, **level)


def _place_of_draft(procedure: str, kind: str) -> str:
    """Return the page of the form that a draft belongs to, of the same petition passed on."""
    place = typing_place()
    return place.address if place else _address(procedure, kind)


def _first_field(page: AskedForm) -> str:
    """Name the field where the next petition begins: whoever types many needs no mouse."""
    form = filled_form(page)
    return form.definition.fields[0].key if form else "bieu-mau"


def _show_again(procedure: str, kind: str, errors: Sequence[FieldError]) -> ResponseReturnValue:
    with reading() as tx:
        page = _asked_page(tx, procedure, kind)
        options = intake_options(tx, office(), actor())
    form = refused_form(page, errors)
    text = render_template(
        "intake/show.html",
        page=page,
        options=options,
        form=form,
        token=token_again(),
        errors=errors,
    )
    return text, 422
