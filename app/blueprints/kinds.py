"""Đổi loại đơn and Tách đơn: what would be erased is shown, then confirmed."""

from collections.abc import Callable, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.made_forms import filled_made, read_made, refused_made
from app.office_context import actor, office, reading, writing
from app.typed_forms import limits
from cases.actions.reclassify_petition import reclassify_petition
from cases.actions.split_petition import split_petition
from cases.erasure.finishing import follow_at_once
from cases.errors import PreviewOutdatedError, SubmissionRefusedError
from cases.kinds.asked import reclassify_form, split_form
from cases.policy.permissions import Permission
from cases.queries.kind_page import KindPage, kind_page
from forms.fields import Form
from forms.submission import FieldError

bp = Blueprint("kinds", __name__, url_prefix="/ho-so/<code>")

CONFIRM = "_confirmed"
NOT_CONFIRMED = "Đánh dấu vào ô xác nhận: những gì bị xóa không lấy lại được"
ASKED: dict[str, tuple[Callable[[], Form], Permission, Callable[..., object], str]] = {
    "doi-loai": (
        reclassify_form,
        Permission.KIND_CHANGE,
        reclassify_petition,
        "Đơn {code} là đơn tố cáo; thông tin của người gửi đơn đã xóa",
    ),
    "tach-don": (
        split_form,
        Permission.PETITION_SPLIT,
        split_petition,
        "Đã tách đơn {code}; phân loại tiếp phần còn lại",
    ),
}
"""Part of the address -> form, permission, action, and what is said afterwards."""


@bp.get("/<any('doi-loai','tach-don'):what>")
def show(code: str, what: str) -> str:
    """Show what would be erased, and ask to tell the petition anew."""
    return _render(_page(code, what), what, ())


@bp.post("/<any('doi-loai','tach-don'):what>")
def change(code: str, what: str) -> ResponseReturnValue:
    """Make the petition a denunciation, or take one part out of it."""
    make_form, _, action, said = ASKED[what]
    page, submission = _page(code, what), read_made(make_form(), limits(), {})
    wrong = (*submission.errors, *submission.warnings, *_unconfirmed())
    if wrong:
        return _render(page, what, wrong), 422
    seen = request.form.get("_seen", "")
    try:
        with writing() as tx:
            action(tx, office(), actor(), code=code, submission=submission, seen=seen)
    except SubmissionRefusedError as error:
        return _render(page, what, error.errors), 422
    except PreviewOutdatedError:
        return _render(_page(code, what), what, (), is_outdated=True), 409
    follow_at_once(office())
    flash(said.format(code=code))
    return redirect(url_for("cases.show", code=code), 303)


def _unconfirmed() -> tuple[FieldError, ...]:
    confirmed = request.form.get(CONFIRM) == "yes"
    return () if confirmed else (FieldError(CONFIRM, "Xác nhận", NOT_CONFIRMED),)


def _page(code: str, what: str) -> KindPage:
    with reading() as tx:
        return kind_page(tx, office(), actor(), code=code, permission=ASKED[what][1])


def _render(
    page: KindPage, what: str, errors: Sequence[FieldError], *, is_outdated: bool = False
) -> str:
    asked = ASKED[what][0]()
    again = errors or is_outdated
    own = [one for one in errors if one.key != CONFIRM]
    form = refused_made(asked, own, {}) if again else filled_made(asked, {}, {})
    return render_template(
        "kinds/show.html",
        page=page,
        form=form,
        errors=errors,
        is_split=what == "tach-don",
        is_confirmed=request.form.get(CONFIRM) == "yes",
        is_outdated=is_outdated,
    )
