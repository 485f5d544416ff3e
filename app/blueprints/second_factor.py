"""Codes beside the password: asked for at the sign-in, set up and dropped on one's own page."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app.entrance import let_in
from app.office_context import actor, office, reading, writing
from app.rendering.code_words import CODE_REFUSALS, RESET_REASONS, code_refusal
from app.rendering.qr_code import qr_code
from app.security import limit_failures
from app.signed_in import WAITING_KEY
from cases.actions.confirm_code import confirm_code
from cases.actions.drop_second_factor import drop_second_factor
from cases.actions.reset_second_factor import reset_second_factor
from cases.actions.set_second_factor import set_second_factor
from cases.queries.second_factor import codes_of, own_codes
from cases.refused_sign_in import SignInRefusedError
from cases.second_factor.codes import address_for_telephones, new_secret
from cases.second_factor.refusals import CodeRefusedError

bp = Blueprint("second_factor", __name__)

SECRET_KEY = "_code_secret"  # noqa: S105 - a name, not a secret


@bp.get("/dang-nhap/ma-xac-nhan")
def ask() -> str:
    """Ask for the code of a sign-in that waits for one."""
    return render_template("second_factor/ask.html", next=request.args.get("next", ""), refused="")


@bp.post("/dang-nhap/ma-xac-nhan")
@limit_failures()
def enter() -> ResponseReturnValue:
    """Finish the sign-in."""
    back = request.form.get("_next", "")
    try:
        opened = confirm_code(
            office(),
            token=session.get(WAITING_KEY, ""),
            code=request.form.get("code", ""),
            address=request.remote_addr or "",
        )
    except SignInRefusedError as error:
        if error.reason in {"over", "locked"}:
            session.pop(WAITING_KEY, None)
            flash(CODE_REFUSALS[error.reason])
            return redirect(url_for("account.ask", next=back), 303)
        page = render_template("second_factor/ask.html", next=back, refused=code_refusal(error))
        return page, 401
    return let_in(opened, back)


@bp.get("/tai-khoan/ma-xac-nhan")
def show() -> str:
    """Show whether codes are set up, and how to."""
    return _own_page()


@bp.post("/tai-khoan/ma-xac-nhan")
@limit_failures()
def set_up() -> ResponseReturnValue:
    """Set them up, and show the recovery codes once."""
    try:
        with writing() as tx:
            codes = set_second_factor(
                tx,
                office(),
                actor(),
                secret=session.get(SECRET_KEY) or new_secret(),
                code=request.form.get("code", ""),
            )
    except CodeRefusedError as error:
        return _own_page(CODE_REFUSALS[error.reason]), 422
    session.pop(SECRET_KEY, None)
    return render_template("second_factor/recovery.html", codes=codes)


@bp.post("/tai-khoan/ma-xac-nhan/bo")
@limit_failures()
def drop() -> ResponseReturnValue:
    """Do without, or begin anew with another telephone."""
    try:
        drop_second_factor(office(), actor(), code=request.form.get("code", ""))
    except CodeRefusedError as error:
        return _own_page(CODE_REFUSALS[error.reason]), 422
    flash("Đã bỏ mã xác nhận")
    return redirect(url_for("second_factor.show"), 303)


@bp.get("/quan-tri/tai-khoan/<int:account_id>/ma-xac-nhan")
def ask_reset(account_id: int) -> str:
    """Ask an administrator why the codes of somebody are reset."""
    return _reset_page(account_id)


@bp.post("/quan-tri/tai-khoan/<int:account_id>/ma-xac-nhan")
def reset(account_id: int) -> ResponseReturnValue:
    """Reset them."""
    reason = request.form.get("reason", "")
    try:
        if reason not in RESET_REASONS:
            return _reset_page(account_id, "Chọn một lý do"), 422
        with writing() as tx:
            reset_second_factor(tx, office(), actor(), account_id=account_id, reason=reason)
    except CodeRefusedError as error:
        return _reset_page(account_id, CODE_REFUSALS[error.reason]), 422
    flash("Đã đặt lại mã xác nhận; các phiên của người này đã kết thúc")
    return redirect(url_for("accounts.show", account_id=account_id), 303)


def _own_page(refused: str = "") -> str:
    with reading() as tx:
        codes = own_codes(tx, actor())
    secret = picture = ""
    if codes.set_at is None:
        secret = session.setdefault(SECRET_KEY, new_secret())
        picture = qr_code(address_for_telephones(secret, actor().email))
    return render_template(
        "second_factor/own.html", codes=codes, secret=secret, picture=picture, refused=refused
    )


def _reset_page(account_id: int, refused: str = "") -> str:
    with reading() as tx:
        codes = codes_of(tx, actor(), account_id=account_id)
    return render_template(
        "second_factor/reset.html", codes=codes, reasons=RESET_REASONS, refused=refused
    )
