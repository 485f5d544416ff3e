"""Who is signed in: Flask-Login over the sessions that the server keeps.

The cookie holds only the token of the session. Every page needs a signed-in person unless its
endpoint is listed here.
"""

from datetime import timedelta

from flask import Flask, flash, g, jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from app.office_context import office, reading
from app.typed_values import keep_typed_values, typing_place
from cases.actor import Actor
from cases.queries.session import EndedSession, LoadedSession, ended_session, load_actor
from cases.session_time import idle_time

PUBLIC_ENDPOINTS = frozenset(
    {
        "static",
        "health.show",
        "account.ask",
        "account.enter",
        "account.become_person",
        "single_sign_on.start",
        "single_sign_on.answer",
        "second_factor.ask",
        "second_factor.enter",
        "trouble.ask",
    }
)
FIRST_PASSWORD_ENDPOINTS = frozenset(
    {
        "account.ask_password",
        "account.set_password",
        "account.leave",
        "sessions.left",
        "sessions.go_on",
    }
)
FIRST_CODES_ENDPOINTS = frozenset(
    {
        "second_factor.show",
        "second_factor.set_up",
        "account.leave",
        "sessions.left",
        "sessions.go_on",
    }
)
NO_USE_ENDPOINTS = frozenset({"sessions.left"})
"""What a page left alone asks by itself: a session does not go on because of it."""

WARNING_WHEN_IDLE = timedelta(minutes=2)
LAST_WARNING = timedelta(minutes=10)
"""So long before the end of a session its pages say so."""

TOKEN_KEY = "_user_id"  # where Flask-Login keeps it  # noqa: S105 - a name, not a secret
CSRF_KEY = "_csrf"
WAITING_KEY = "_waiting"
"""Token of a sign-in that waits for its code; nobody is signed in by it."""


class SignedInPerson(UserMixin):  # type: ignore[misc] # the library is not typed
    """The person of this request, as Flask-Login wants to see them."""

    def __init__(self, token: str, loaded: LoadedSession) -> None:
        self.token = token
        self.actor = loaded.actor
        self.expires_at = loaded.expires_at
        self.ends_at = loaded.ends_at
        self.must_change_password = loaded.must_change_password
        self.must_set_codes = loaded.must_set_codes

    def get_id(self) -> str:
        """Return what the cookie keeps."""
        return self.token


def install(app: Flask) -> None:
    """Load the person of each request and turn strangers away."""
    manager = LoginManager(app)
    # A proxy may change the address in mid-session; the server can end a session itself.
    manager.session_protection = None
    manager.user_loader(_load_person)

    @app.before_request
    def require_sign_in() -> ResponseReturnValue | None:
        if request.endpoint is None or request.endpoint in PUBLIC_ENDPOINTS:
            return None
        if not current_user.is_authenticated:
            return _answer_to_a_stranger()
        if current_user.must_change_password and request.endpoint not in FIRST_PASSWORD_ENDPOINTS:
            flash("Đặt mật khẩu của riêng bạn trước khi làm việc")
            return redirect(url_for("account.ask_password"), 303)
        if _has_to_set_codes(current_user) and request.endpoint not in FIRST_CODES_ENDPOINTS:
            flash("Đặt mã xác nhận trước khi làm việc")
            return redirect(url_for("second_factor.show"), 303)
        return None


def wait_for_code(token: str) -> None:
    """Keep the token of a sign-in that waits; whoever is signed in here stays so meanwhile."""
    session[WAITING_KEY] = token


def is_waiting() -> bool:
    """Tell whether a sign-in of this browser waits for its code."""
    return WAITING_KEY in session


def begin(token: str, account_id: int) -> None:
    """Sign the browser in under a new token; nothing of the former session survives.

    One exception: the same person who comes back keeps the form token, so that pages still open
    in other tabs can be sent.
    """
    former = _ended()
    form_token = session.get(CSRF_KEY) if former and former.account_id == account_id else None
    session.clear()
    if form_token:
        session[CSRF_KEY] = form_token
    with reading() as tx:
        loaded = load_actor(tx, office(), token=token, address=request.remote_addr or "")
    if loaded is not None:
        login_user(SignedInPerson(token, loaded))


def _has_to_set_codes(person: SignedInPerson) -> bool:
    return person.must_set_codes and not person.must_change_password


def token() -> str:
    """Return the token of the signed-in person's session."""
    return str(current_user.get_id())


def time_left(*, after_use: bool = False) -> dict[str, int | bool]:
    """Tell how long the session still has.

    Args:
        after_use: Count from now, as this request uses the session.

    Returns:
        ``seconds`` until it is over, whether using it ``extends`` that, and after how many
        seconds the page has to ``warn``.
    """
    now = office().clock.written_at()
    used_up = now + idle_time(office()) if after_use else current_user.expires_at
    over_at = min(used_up, current_user.ends_at)
    extends = over_at < current_user.ends_at
    warning = min(WARNING_WHEN_IDLE, idle_time(office()) / 3) if extends else LAST_WARNING
    return {
        "seconds": max(0, int((over_at - now).total_seconds())),
        "extends": extends,
        "warn": max(0, int((over_at - warning - now).total_seconds())),
    }


def end() -> None:
    """Sign the browser out; whoever calls this has ended the session."""
    logout_user()
    session.clear()


def _load_person(token: str) -> SignedInPerson | None:
    with reading() as tx:
        loaded: LoadedSession | None = load_actor(
            tx, office(), token=token, address=request.remote_addr or ""
        )
    if loaded is None:
        return None
    if loaded.needs_touch and request.endpoint not in NO_USE_ENDPOINTS:
        g.token_to_touch = token
    return SignedInPerson(token, loaded)


def _ended() -> EndedSession | None:
    token = session.get(TOKEN_KEY)
    if not token:
        return None
    with reading() as tx:
        return ended_session(tx, office(), token=token)


def _answer_to_a_stranger() -> ResponseReturnValue:
    ended = _ended()
    place = typing_place()
    saved_at = None
    is_sent = place is not None and request.method == "POST"
    if ended is not None and ended.may_keep and place is not None and is_sent:
        person = Actor(ended.account_id, ended.name, ended.email, ())
        saved_at = keep_typed_values(person, place)
    if request.headers.get("X-Requested-With"):
        return jsonify(error="signed_out"), 401
    back = place.address if place else request.full_path.rstrip("?")
    if request.method != "GET" and place is None:
        back = url_for("my_work.show")
    if ended is None:
        return redirect(url_for("account.ask", next=back), 303)
    page = render_template(
        "states/session_ended.html",
        ended=ended,
        saved_at=saved_at,
        is_lost=is_sent and not ended.may_keep,
        is_drafted=place is not None and place.key in ended.draft_places,
        back=back,
    )
    return page, 401
