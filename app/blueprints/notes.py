"""Ghi chú và ý kiến chỉ đạo: written, answered and marked done, each on a page of its own."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.made_forms import asked, filled_made, read_made, refused_made
from app.office_context import actor, office, reading, writing
from app.rendering.outcomes import note_problem
from app.typed_forms import limits
from cases.actions.add_note import add_note
from cases.actions.answer_direction import answer_direction
from cases.actions.give_direction import give_direction
from cases.errors import NotAllowedError, NoteRefusedError, SubmissionRefusedError
from cases.notes.note_forms import TEXT, answer_form, direction_form, note_form
from cases.policy.permissions import Permission
from cases.queries.notes import DirectionPage, answer_page, note_page
from forms.fields import Form
from forms.submission import FieldError

bp = Blueprint("notes", __name__, url_prefix="/ho-so/<code>")

KINDS = {
    "ghi-chu": (note_form, add_note, Permission.NOTE_WRITE, "Đã ghi chú vào hồ sơ"),
    "chi-dao": (direction_form, give_direction, Permission.DIRECTION_GIVE, "Đã gửi chỉ đạo"),
}
"""Part of the address -> form, action, permission, and what is said afterwards."""


@bp.get("/<any('ghi-chu','chi-dao'):kind>")
def show(code: str, kind: str) -> str:
    """Show the form of a note or a direction."""
    page = _page(code, kind)
    form = KINDS[kind][0]()
    return _render(page, kind, form, ())


@bp.post("/<any('ghi-chu','chi-dao'):kind>")
def write(code: str, kind: str) -> ResponseReturnValue:
    """Write the note or the direction."""
    make_form, action, _, said = KINDS[kind]
    form = asked(make_form())
    page = _page(code, kind)
    submission = read_made(form, limits(), page.choices)
    if submission.errors:
        return _render(page, kind, form, submission.errors), 422
    try:
        with writing() as tx:
            action(tx, office(), actor(), code=code, submission=submission)
    except SubmissionRefusedError as error:
        return _render(page, kind, form, error.errors), 422
    flash(said)
    return redirect(url_for("cases.show", code=code) + "#ghi-chu", 303)


@bp.get("/chi-dao/<int:note_id>")
def ask_answer(code: str, note_id: int) -> str:
    """Show a direction and the form of its answer."""
    return _render(_direction(code, note_id), "tra-loi", answer_form(), ())


@bp.post("/chi-dao/<int:note_id>")
def answer(code: str, note_id: int) -> ResponseReturnValue:
    """Answer a direction, or mark it done."""
    form = answer_form()
    submission = read_made(form, limits(), {})
    is_done = "_done" in request.form
    try:
        with writing() as tx:
            answer_direction(
                tx,
                office(),
                actor(),
                code=code,
                note_id=note_id,
                submission=submission,
                is_done=is_done,
            )
    except SubmissionRefusedError as error:
        return _render(_direction(code, note_id), "tra-loi", form, error.errors), 422
    except NoteRefusedError as error:
        wrong = FieldError(TEXT, form.field(TEXT).label, note_problem(error))
        return _render(_direction(code, note_id), "tra-loi", form, [wrong]), 422
    flash("Đã đánh dấu chỉ đạo là làm xong" if is_done else "Đã trả lời chỉ đạo")
    return redirect(url_for("cases.show", code=code) + "#ghi-chu", 303)


def _page(code: str, kind: str) -> DirectionPage:
    with reading() as tx:
        return note_page(tx, office(), actor(), code=code, permission=KINDS[kind][2])


def _direction(code: str, note_id: int) -> DirectionPage:
    with reading() as tx:
        page = answer_page(tx, office(), actor(), code=code, note_id=note_id)
    if page is None:
        raise NotAllowedError(Permission.DIRECTION_ANSWER)
    return page


def _render(page: DirectionPage, kind: str, made: Form, errors: Sequence[FieldError]) -> str:
    form = (
        refused_made(made, errors, page.choices) if errors else filled_made(made, {}, page.choices)
    )
    return render_template("notes/show.html", page=page, kind=kind, form=form, errors=errors)
