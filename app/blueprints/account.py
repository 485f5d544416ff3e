"""Sign-in, sign-out, and what a person may set for themselves."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app import signed_in
from app.entrance import browser, let_in, let_out, sign_in_page, way_on
from app.office_context import actor, office, writing
from app.rendering.refusals import PASSWORD_FIELDS, password_errors, sign_in_refusal
from app.security import limit_failures
from cases.actions.become import become
from cases.actions.change_password import change_password
from cases.actions.set_shortcuts import set_shortcuts
from cases.actions.sign_in import sign_in
from cases.actions.sign_out import sign_out
from cases.errors import WeakPasswordError
from cases.refused_sign_in import SignInRefusedError

bp = Blueprint("account", __name__)


@bp.get("/dang-nhap")
def ask() -> ResponseReturnValue:
    """Ask who is there."""
    if current_user.is_authenticated:
        return redirect(way_on(request.args.get("next")), 303)
    return sign_in_page(request.args.get("next"))


@bp.post("/dang-nhap")
@limit_failures()
def enter() -> ResponseReturnValue:
    """Sign in with a password."""
    email = request.form.get("email", "")
    try:
        opened = sign_in(
            office(),
            email=email,
            password=request.form.get("password", ""),
            **browser(),
        )
    except SignInRefusedError as error:
        refused = sign_in_refusal(error, office().settings.email_domain)
        return sign_in_page(request.form.get("_next"), email=email, refused=refused), 401
    return let_in(opened, request.form.get("_next"))


@bp.post("/dang-nhap/nguoi-dung-thu")
def become_person() -> ResponseReturnValue:
    """Sign in as a demo person; the action refuses in production."""
    with writing() as tx:
        opened = become(
            tx,
            office(),
            account_id=request.form.get("account_id", 0, type=int),
            **browser(),
        )
    return let_in(opened, request.form.get("_next"))


@bp.post("/thoat")
def leave() -> ResponseReturnValue:
    """Sign out."""
    with writing() as tx:
        sign_out(tx, office(), token=signed_in.token())
    return let_out("Đã đăng xuất.")


@bp.get("/tai-khoan")
def show() -> str:
    """Show the person's own account."""
    return render_template("account/show.html")


@bp.post("/tai-khoan/phim-tat")
def choose_shortcuts() -> ResponseReturnValue:
    """Switch the single-letter keys on or off."""
    enabled = request.form.get("enabled") == "1"
    with writing() as tx:
        set_shortcuts(tx, office(), actor(), enabled=enabled)
    flash("Đã bật phím tắt" if enabled else "Đã tắt phím tắt")
    return redirect(url_for("account.show"), 303)


@bp.get("/tai-khoan/mat-khau")
def ask_password() -> str:
    """Ask for the present and the new password."""
    return render_template("account/password.html", fields=PASSWORD_FIELDS, errors={})


@bp.post("/tai-khoan/mat-khau")
@limit_failures()
def set_password() -> ResponseReturnValue:
    """Change the password."""
    current, new, again = (request.form.get(key, "") for key, _, _ in PASSWORD_FIELDS)
    try:
        errors = {} if new == again else {"again": "Nhập lại giống mật khẩu mới"}
        if not errors:
            change_password(office(), actor(), current=current, new=new)
    except WeakPasswordError as error:
        errors = password_errors(error)
    if errors:
        page = render_template("account/password.html", fields=PASSWORD_FIELDS, errors=errors)
        return page, 422
    flash("Đã đổi mật khẩu; các phiên ở máy khác đã bị đăng xuất")
    return redirect(url_for("account.show"), 303)
