"""Đổi độ mật: one person proposes, another looks at what will go and decides."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.made_forms import filled_made, read_made, refused_made
from app.office_context import actor, office, reading, writing
from app.typed_forms import limits
from cases.actions.confirm_secrecy import confirm_secrecy
from cases.actions.propose_secrecy import propose_secrecy
from cases.actions.refuse_secrecy import refuse_secrecy
from cases.erasure.finishing import finish_erasures
from cases.errors import PreviewOutdatedError, SubmissionRefusedError
from cases.queries.secrecy_page import SecrecyPage, secrecy_page
from cases.secrecy_proposal import LEVEL_TITLES, secrecy_form
from forms.submission import FieldError

bp = Blueprint("secrecy", __name__, url_prefix="/ho-so/<code>/do-mat")

CONFIRM = "_confirmed"
NOT_CONFIRMED = "Đánh dấu vào ô xác nhận: những gì bị xóa không lấy lại được"
SAID = {"rejected": "Đã không đồng ý đổi độ mật", "withdrawn": "Đã rút đề nghị đổi độ mật"}


@bp.get("")
def show(code: str) -> str:
    """Show the level, what is proposed and what would be erased."""
    return _render(_page(code), ())


@bp.post("/de-nghi")
def propose(code: str) -> ResponseReturnValue:
    """Propose another level."""
    page = _page(code)
    submission = read_made(secrecy_form(page.level), limits(), {})
    if submission.errors:
        return _render(page, submission.errors), 422
    try:
        with writing() as tx:
            propose_secrecy(tx, office(), actor(), code=code, submission=submission)
    except SubmissionRefusedError as error:
        return _render(page, error.errors), 422
    flash("Đã gửi đề nghị đổi độ mật; người thứ hai xem và quyết định")
    return redirect(url_for("secrecy.show", code=code), 303)


@bp.post("/dong-y")
def confirm(code: str) -> ResponseReturnValue:
    """Give the record the proposed level, and erase what may not stay."""
    if request.form.get(CONFIRM) != "yes":
        wrong = FieldError(CONFIRM, "Xác nhận", NOT_CONFIRMED)
        return _render(_page(code), [wrong]), 422
    seen = request.form.get("_seen", "")
    try:
        with writing() as tx:
            done = confirm_secrecy(tx, office(), actor(), code=code, seen=seen)
    except PreviewOutdatedError:
        return _render(_page(code), (), is_outdated=True), 409
    if done.erasure_id:
        finish_erasures(office())
    flash(f"Độ mật từ nay: {LEVEL_TITLES[done.level].lower()}")
    return redirect(url_for("cases.show", code=code), 303)


@bp.post("/khong-dong-y")
def refuse(code: str) -> ResponseReturnValue:
    """Reject the proposal, or withdraw one's own."""
    with writing() as tx:
        state = refuse_secrecy(tx, office(), actor(), code=code)
    flash(SAID[state])
    return redirect(url_for("cases.show", code=code), 303)


def _page(code: str) -> SecrecyPage:
    with reading() as tx:
        return secrecy_page(tx, office(), actor(), code=code)


def _render(page: SecrecyPage, errors: Sequence[FieldError], *, is_outdated: bool = False) -> str:
    asked = secrecy_form(page.level)
    own = [one for one in errors if one.key != CONFIRM]
    form = refused_made(asked, own, {}) if own else filled_made(asked, {}, {})
    return render_template(
        "secrecy/show.html",
        page=page,
        form=form,
        errors=errors,
        levels=LEVEL_TITLES,
        is_outdated=is_outdated,
    )
