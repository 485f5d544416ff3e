"""What protects every answer: headers, cookies, form tokens, limits on attempts and sizes."""

from http import HTTPStatus

from flask import Flask, Response, request
from flask_limiter import Limiter, RouteLimit
from flask_limiter.util import get_remote_address
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from app.office_context import office
from config.settings import Settings

KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE
FILES_IN_ONE_FORM = 3
SMALL_POST = 256 * KILOBYTE
YEAR_SECONDS = 365 * 24 * 60 * 60

UPLOAD_LIMIT = "60 per minute"
TROUBLE_LIMIT = "20 per hour"
"""Each report is a mail to several people."""

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # The form token check over HTTPS wants the referrer; other sites learn nothing.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

limiter = Limiter(get_remote_address, storage_uri="memory://")
"""Counts attempts in this process; the domain's own throttle counts in the database."""


def limit_failures() -> RouteLimit:
    """Limit how often a minute one network address may fail to prove who is there.

    Who succeeds does not count: a large office comes in through one address at eight o'clock.
    """
    return limiter.limit(_failures_a_minute, deduct_when=_is_failure)


def _failures_a_minute() -> str:
    return f"{office().settings.wrong_sign_ins} per minute"


def _is_failure(response: Response) -> bool:
    return response.status_code >= HTTPStatus.BAD_REQUEST


def largest_post(settings: Settings) -> int:
    """Return how many bytes one request may bring: some files and what was typed."""
    return FILES_IN_ONE_FORM * settings.upload_bytes + MEGABYTE


def install(app: Flask, settings: Settings) -> None:
    """Set cookies, limits and headers of ``app``."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="__Host-donthu" if settings.https else "donthu",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PREFERRED_URL_SCHEME="https" if settings.https else "http",
        MAX_CONTENT_LENGTH=largest_post(settings),
        MAX_FORM_MEMORY_SIZE=2 * MEGABYTE,
        WTF_CSRF_FIELD_NAME="_csrf",
        # A form stays open longer than an hour; the token lives as long as the session.
        WTF_CSRF_TIME_LIMIT=None,
    )
    _know_the_real_address(app, settings.trusted_proxies)
    CSRFProtect(app)
    limiter.init_app(app)
    headers = dict(HEADERS)
    if settings.identity_provider:
        # Signing out is a form, and its answer leads on to the provider.
        allowed = f"form-action 'self' {settings.identity_provider.origin}"
        policy = CONTENT_SECURITY_POLICY.replace("form-action 'self'", allowed)
        headers["Content-Security-Policy"] = policy
    if settings.https:
        headers["Strict-Transport-Security"] = f"max-age={YEAR_SECONDS}; includeSubDomains"

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        if request.endpoint != "static":
            # Pages hold personal data: no copy may stay behind on a shared machine.
            response.headers.setdefault("Cache-Control", "no-store")
        return response


def _know_the_real_address(app: Flask, proxies: int) -> None:
    """Take address and scheme from the headers of our own proxies, if there are any.

    Without proxies of ours the headers are left alone: anybody can send them.
    """
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=0, x_prefix=0
        )


def is_small_post() -> bool:
    """Tell whether the request cannot hold a file worth limiting."""
    return (request.content_length or 0) < SMALL_POST


def uploader() -> str:
    """Name the person whose uploads are counted together."""
    return str(current_user.get_id() or get_remote_address())
