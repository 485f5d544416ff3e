"""Signing in through the provider of single sign-on."""

from flask import Blueprint, abort, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app import identity_provider
from app.entrance import browser, let_in, sign_in_page, way_on
from app.identity_provider import ProviderRefusedError, ProviderUnavailableError
from app.office_context import office
from app.rendering.provider_refusals import provider_refusal
from app.security import limit_failures
from cases.actions.sign_in_by_provider import sign_in_by_provider
from cases.refused_sign_in import SignInRefusedError

bp = Blueprint("single_sign_on", __name__, url_prefix="/dang-nhap/mot-lan")


@bp.before_request
def need_a_provider() -> None:
    """Be nowhere where the office has none."""
    if not identity_provider.is_asked():
        abort(404)


@bp.get("")
@limit_failures()
def start() -> ResponseReturnValue:
    """Send the browser to the provider."""
    back = way_on(request.args.get("next"))
    if current_user.is_authenticated:
        return redirect(back, 303)
    try:
        return identity_provider.ask(back)
    except ProviderUnavailableError:
        return sign_in_page(back, refused=provider_refusal("unavailable", office().settings)), 503


@bp.get("/tra-loi")
@limit_failures()
def answer() -> ResponseReturnValue:
    """Take the browser back from the provider."""
    back = session.pop(identity_provider.BACK_KEY, None)
    try:
        person = identity_provider.read_answer()
        opened = sign_in_by_provider(
            office(), email=person.email, is_verified=person.is_verified, **browser()
        )
    except ProviderUnavailableError:
        return sign_in_page(back, refused=provider_refusal("unavailable", office().settings)), 503
    except (ProviderRefusedError, SignInRefusedError) as error:
        return sign_in_page(back, refused=provider_refusal(error.reason, office().settings)), 401
    led_on = let_in(opened, back)
    identity_provider.remember(person.id_token)
    return led_on
