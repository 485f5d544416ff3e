"""Sign-in, sign-out, and what a person may set for themselves."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app import signed_in
from app.local_address import local_address
from app.office_context import actor, office, reading, writing
from app.rendering.refusals import PASSWORD_FIELDS, password_errors, sign_in_refusal
from app.security import SIGN_IN_LIMIT, limiter
from cases.actions.become import become
from cases.actions.change_password import change_password
from cases.actions.set_shortcuts import set_shortcuts
from cases.actions.sign_in import sign_in
from cases.actions.sign_out import sign_out
from cases.errors import SignInRefusedError, WeakPasswordError
from cases.queries.people import demo_people
from cases.sessions import SignedIn

bp = Blueprint("account", __name__)


@bp.get("/dang-nhap")
def ask() -> ResponseReturnValue:
    """Ask who is there."""
    if current_user.is_authenticated:
        return redirect(_next(request.args.get("next")), 303)
    return _sign_in_page(request.args.get("next"))


@bp.post("/dang-nhap")
@limiter.limit(SIGN_IN_LIMIT)
def enter() -> ResponseReturnValue:
    """Sign in with a password."""
    email = request.form.get("email", "")
    try:
        opened = sign_in(
            office(),
            email=email,
            password=request.form.get("password", ""),
            address=request.remote_addr or "",
            agent=request.user_agent.string,
        )
    except SignInRefusedError as error:
        refused = sign_in_refusal(error)
        return _sign_in_page(request.form.get("_next"), email=email, refused=refused), 401
    return _begin(opened)


@bp.post("/dang-nhap/nguoi-dung-thu")
def become_person() -> ResponseReturnValue:
    """Sign in as a demo person; the action refuses in production."""
    with writing() as tx:
        opened = become(
            tx,
            office(),
            account_id=request.form.get("account_id", 0, type=int),
            address=request.remote_addr or "",
            agent=request.user_agent.string,
        )
    return _begin(opened)


@bp.post("/thoat")
def leave() -> ResponseReturnValue:
    """Sign out."""
    token = signed_in.end()
    if token:
        with writing() as tx:
            sign_out(tx, office(), token=token)
    flash("Đã đăng xuất.")
    return redirect(url_for("account.ask"), 303)


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
@limiter.limit(SIGN_IN_LIMIT)
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


def _sign_in_page(back: str | None, *, email: str = "", refused: str = "") -> str:
    with reading() as tx:
        people = demo_people(tx, office())
    return render_template(
        "account/sign_in.html", next=_next(back), email=email, refused=refused, people=people
    )


def _begin(opened: SignedIn) -> ResponseReturnValue:
    signed_in.begin(opened.token, opened.account_id)
    return redirect(_next(request.form.get("_next")), 303)


def _next(address: str | None) -> str:
    return local_address(address, url_for("my_work.start"))
