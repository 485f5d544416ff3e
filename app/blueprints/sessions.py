"""One's own sessions: where one is signed in, and how long this page still has."""

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import signed_in
from app.entrance import let_out
from app.office_context import actor, office, reading, writing
from cases.actions.end_all_sessions import end_all_sessions
from cases.actions.end_session import end_session
from cases.actions.touch_session import touch_session
from cases.queries.own_sessions import own_sessions

bp = Blueprint("sessions", __name__, url_prefix="/tai-khoan/phien")


@bp.get("")
def show() -> str:
    """Show where the person is signed in, and was lately."""
    with reading() as tx:
        sessions = own_sessions(tx, office(), actor())
    return render_template("account/sessions.html", sessions=sessions)


@bp.post("/<int:session_id>/ket-thuc")
def end(session_id: int) -> ResponseReturnValue:
    """End one of them."""
    if session_id == actor().session_id:
        return redirect(url_for("account.leave"), 307)
    with writing() as tx:
        end_session(tx, office(), actor(), session_id=session_id)
    flash("Đã kết thúc phiên trên máy kia")
    return redirect(url_for("sessions.show"), 303)


@bp.post("/ket-thuc")
def end_all() -> ResponseReturnValue:
    """End all of them, or all but this one."""
    keeps_this = request.form.get("keeps_this") == "1"
    with writing() as tx:
        end_all_sessions(tx, office(), actor(), keeps_this=keeps_this)
    if keeps_this:
        flash("Đã đăng xuất khỏi các máy khác")
        return redirect(url_for("sessions.show"), 303)
    return let_out("Đã đăng xuất khỏi mọi máy.")


@bp.get("/con-lai")
def left() -> ResponseReturnValue:
    """Tell the page's script how long the session still has; asking is no use of it."""
    return jsonify(signed_in.time_left())


@bp.post("/lam-tiep")
def go_on() -> ResponseReturnValue:
    """Use the session, and tell how long it has from now on."""
    with writing() as tx:
        touch_session(tx, office(), token=signed_in.token())
    return jsonify(signed_in.time_left(after_use=True))
