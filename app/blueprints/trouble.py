"""Báo lỗi: reporting trouble with the system, from any page, and following it to its end."""

from collections.abc import Sequence
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.made_forms import filled_made, read_made, refused_made
from app.office_context import actor, office, reading, writing
from app.security import TROUBLE_LIMIT, limiter, uploader
from app.trouble_place import ENDPOINT, REFERENCE, trouble_place
from app.typed_forms import limits
from cases.actions.move_trouble import move_trouble
from cases.actions.report_trouble import report_trouble
from cases.errors import SubmissionRefusedError
from cases.notes.note_text import LONGEST
from cases.queries.trouble_list import ALL, MINE, OPEN, TroubleFilter, trouble_list
from cases.queries.trouble_page import ReportingPage, reporting_page, trouble_page
from cases.trouble.asked import trouble_form
from cases.trouble.states import ANSWERED, CLOSED, IN_WORK, REOPENED, STATE_TITLES
from forms.fields import Form
from forms.submission import FieldError

bp = Blueprint("trouble", __name__, url_prefix="/bao-loi")

WHICH = {"": OPEN, "tat-ca": ALL, "cua-toi": MINE}
"""Part of the address -> which reports."""
TABS = {"": "Chưa xong", "tat-ca": "Tất cả", "cua-toi": "Tôi đã báo"}
BUTTONS = {
    IN_WORK: "Nhận xử lý",
    ANSWERED: "Gửi trả lời",
    CLOSED: "Đánh dấu đã xong",
    REOPENED: "Mở lại",
}
"""State -> words of the button that brings a report there."""


@bp.get("")
def show() -> str:
    """List the reports: open ones, all, one's own."""
    asked = request.args.get("loc", "")
    filters = TroubleFilter(WHICH.get(asked, OPEN), request.args.get("trang", 1, type=int))
    with reading() as tx:
        page = trouble_list(tx, actor(), filters)
    return render_template("trouble/list.html", page=page, asked=asked, tabs=TABS)


@bp.get("/moi")
def ask() -> ResponseReturnValue:
    """Show the form of a report; to a stranger, whom to turn to."""
    if not current_user.is_authenticated:
        return render_template("trouble/contact.html")
    return _ask(())


@bp.post("/moi")
@limiter.limit(TROUBLE_LIMIT, key_func=uploader)
def send() -> ResponseReturnValue:
    """Report."""
    page = _reporting()
    submission = read_made(_form(page), limits(), page.choices)
    try:
        with writing() as tx:
            number = report_trouble(
                tx, office(), actor(), submission=submission, place=trouble_place(request.form)
            )
    except SubmissionRefusedError as error:
        return _ask(error.errors), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(f"Đã gửi báo lỗi số {number}")
    return redirect(url_for("trouble.follow", report_id=number), 303)


@bp.get("/<int:report_id>")
def follow(report_id: int) -> str:
    """Show a report and what became of it."""
    return _follow(report_id, ())


@bp.post("/<int:report_id>")
def move(report_id: int) -> ResponseReturnValue:
    """Bring a report into its next state."""
    state = request.form.get("_state", "")
    try:
        with writing() as tx:
            move_trouble(
                tx,
                office(),
                actor(),
                report_id=report_id,
                seen=request.form.get("_seen", ""),
                state=state,
                text=request.form.get("text", ""),
            )
    except SubmissionRefusedError as error:
        return _follow(report_id, error.errors), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(f"Báo lỗi số {report_id}: {STATE_TITLES[state].lower()}")
    return redirect(url_for("trouble.follow", report_id=report_id), 303)


def _reporting() -> ReportingPage:
    with reading() as tx:
        return reporting_page(tx, office(), actor())


def _form(page: ReportingPage) -> Form:
    return trouble_form(of_several_units=len(page.units) > 1)


def _ask(errors: Sequence[FieldError]) -> str:
    page = _reporting()
    asked = _form(page)
    form = (
        refused_made(asked, errors, page.choices)
        if errors
        else filled_made(asked, {}, page.choices)
    )
    return render_template(
        "trouble/ask.html",
        page=page,
        form=form,
        errors=errors,
        place=trouble_place(request.values),
        names=(ENDPOINT, REFERENCE),
    )


def _follow(report_id: int, errors: Sequence[FieldError]) -> str:
    with reading() as tx:
        page = trouble_page(tx, office(), actor(), report_id=report_id)
    return render_template(
        "trouble/show.html",
        page=page,
        errors=errors,
        buttons=BUTTONS,
        longest=LONGEST,
        typed=request.form.get("text", ""),
    )
