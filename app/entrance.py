"""Letting people in and out: the sign-in page, what follows it, and the way out."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import identity_provider, signed_in
from app.identity_provider import ProviderUnavailableError
from app.local_address import local_address
from app.office_context import office, reading
from cases.queries.people import demo_people
from cases.sessions import SignedIn


def sign_in_page(back: str | None, *, email: str = "", refused: str = "") -> str:
    """Ask who is there, and say why nobody was let in."""
    with reading() as tx:
        people = demo_people(tx, office())
    return render_template(
        "account/sign_in.html", next=way_on(back), email=email, refused=refused, people=people
    )


def let_in(opened: SignedIn, back: str | None) -> ResponseReturnValue:
    """Begin the session in this browser and lead on, or to the page that asks for a code."""
    if opened.awaits_code:
        signed_in.wait_for_code(opened.token)
        return redirect(url_for("second_factor.ask", next=way_on(back)), 303)
    vouched_for = identity_provider.kept_token() if signed_in.is_waiting() else None
    signed_in.begin(opened.token, opened.account_id)
    if vouched_for is not None:
        identity_provider.remember(vouched_for)
    return redirect(way_on(back), 303)


def let_out(said: str) -> ResponseReturnValue:
    """Say so on the sign-in page; whoever came by single sign-on signs out there as well.

    The session itself has been ended by the caller.
    """
    farewell = None
    try:
        farewell = identity_provider.sign_out_address()
    except ProviderUnavailableError:
        said = (
            "Đã đăng xuất ở đây. Hệ thống đăng nhập một lần không trả lời: đóng trình duyệt để đăng"
            " xuất ở đó."
        )
    signed_in.end()
    flash(said)
    return redirect(farewell or url_for("account.ask"), 303)


def way_on(address: str | None) -> str:
    """Return where a person goes after signing in."""
    return local_address(address, url_for("my_work.start"))


def browser() -> dict[str, str]:
    """Return network address and name of the browser, as sessions keep them."""
    return {"address": request.remote_addr or "", "agent": request.user_agent.string}
