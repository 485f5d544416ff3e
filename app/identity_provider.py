"""Talks with the provider of single sign-on: OpenID Connect by code with PKCE, through Authlib.

Only what the provider has signed for this installation and this very attempt counts: issuer,
audience, nonce, expiry and signature are checked, and unsigned tokens are never read.
"""

from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

import structlog
from authlib.integrations.flask_client import FlaskOAuth2App, OAuth, OAuthError
from flask import Flask, g, session, url_for
from flask.typing import ResponseReturnValue
from joserfc.errors import JoseError
from requests import RequestException

from config.identity_provider import IdentityProvider
from config.settings import Settings

log = structlog.get_logger(__name__)

NAME = "identity_provider"
SECONDS_TO_ANSWER = 2
"""Each of the two questions of an attempt: an outage is told within five seconds."""
LEEWAY_SECONDS = 60
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Signatures that only the provider can make; whatever it offers besides is refused."""
BASIC = "client_secret_basic"
"""How this installation proves itself, unless the provider takes another way only."""
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
OPTIONAL_ENDPOINTS = ("userinfo_endpoint", "end_session_endpoint")

BACK_KEY = "_sso_back"
TOKEN_KEY = "_sso_token"  # noqa: S105 - a name, not a secret
LONGEST_CAUSE = 80
"""So much of what a stranger may have written into the address comes into the log."""

STATE_PREFIX = f"_state_{NAME}_"
ATTEMPTS_AT_ONCE = 3
LONGEST_KEPT_TOKEN = 1500
"""A cookie holds 4096 bytes; a longer token is not kept, and the provider asks at sign-out."""


class ProviderUnavailableError(Exception):
    """The provider does not answer, or not as it should."""


class ProviderRefusedError(Exception):
    """The provider vouches for nobody.

    Attributes:
        reason: ``cancelled`` (the person said no), ``stale`` (not an answer to a question of
            this browser) or ``untrusted`` (what came is not from the provider, or not for us).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class VouchedPerson:
    """Whom the provider vouches for; ``id_token`` is what it signed."""

    email: str
    is_verified: bool
    id_token: str


class _Provider(FlaskOAuth2App):  # type: ignore[misc] # the library is not typed
    """The client of one provider, which takes nothing from its description unseen."""

    asked_of: IdentityProvider

    def load_server_metadata(self) -> dict[str, Any]:
        """Read the description once; refuse that of another issuer and unsafe addresses."""
        metadata = cast("dict[str, Any]", super().load_server_metadata())
        if metadata.get("issuer") != self.asked_of.issuer:
            self._forget()
            raise ProviderUnavailableError("issuer")
        present = [name for name in OPTIONAL_ENDPOINTS if metadata.get(name)]
        if not all(self._is_safe(metadata.get(name)) for name in (*ENDPOINTS, *present)):
            self._forget()
            raise ProviderUnavailableError("endpoints")
        taken = metadata.get("token_endpoint_auth_methods_supported") or [BASIC]
        self.client_kwargs["token_endpoint_auth_method"] = BASIC if BASIC in taken else taken[0]
        offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
        taken_here = [name for name in offered if name in ALGORITHMS]
        if not taken_here:
            # An empty list would mean those of the library, among them some made with a secret.
            self._forget()
            raise ProviderUnavailableError("signatures")
        metadata["id_token_signing_alg_values_supported"] = taken_here
        return metadata

    def _is_safe(self, address: object) -> bool:
        scheme = urlsplit(address).scheme if isinstance(address, str) else ""
        return scheme == "https" or (scheme == "http" and self.asked_of.is_on_this_machine)

    def _forget(self) -> None:
        self.server_metadata.clear()


def install(app: Flask, settings: Settings) -> None:
    """Prepare ``app`` to ask the provider, if the office has one; nothing is asked yet."""
    client = _client_of(app, settings.identity_provider) if settings.identity_provider else None

    @app.before_request
    def remember_provider() -> None:
        g.identity_provider = client


def _client_of(app: Flask, asked_of: IdentityProvider) -> _Provider:
    client: _Provider = OAuth(app).register(
        NAME,
        client_cls=_Provider,
        client_id=asked_of.client_id,
        client_secret=asked_of.client_secret,
        server_metadata_url=f"{asked_of.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email",
            "code_challenge_method": "S256",
            "default_timeout": SECONDS_TO_ANSWER,
        },
    )
    client.asked_of = asked_of
    return client


def is_asked() -> bool:
    """Tell whether the office has a provider."""
    return g.identity_provider is not None


def ask(back: str) -> ResponseReturnValue:
    """Send the browser to the provider; ``back`` is where the person wants to go afterwards.

    Raises:
        ProviderUnavailableError: It is away.
    """
    _forget_old_attempts()
    try:
        answer = _client().authorize_redirect(url_for("single_sign_on.answer", _external=True))
    except (RequestException, ValueError, RuntimeError) as error:
        raise _unavailable(error) from error
    session[BACK_KEY] = back
    return cast("ResponseReturnValue", answer)


def read_answer() -> VouchedPerson:
    """Read with what the provider has sent the browser back, and ask it who that is.

    Raises:
        ProviderUnavailableError: It is away.
        ProviderRefusedError: It vouches for nobody.
    """
    client = _client()
    options = {
        "iss": {"essential": True, "values": [client.asked_of.issuer]},
        "aud": {"essential": True, "values": [client.client_id]},
    }
    try:
        token = client.authorize_access_token(claims_options=options, leeway=LEEWAY_SECONDS)
        claims = token.get("userinfo")
        if claims is None:
            raise _refused("untrusted", "no id token")
        if "email" not in claims:
            told = client.userinfo(token=token)
            if told.get("sub") != claims["sub"]:
                raise _refused("untrusted", "another sub")
            claims = told
    except OAuthError as error:
        raise _of_the_protocol(error) from error
    except JoseError as error:
        raise _refused("untrusted", type(error).__name__) from error
    except (RequestException, ValueError, RuntimeError, KeyError) as error:
        raise _unavailable(error) from error
    return VouchedPerson(
        email=str(claims.get("email", "")),
        # Some providers write the claim as a text.
        is_verified=claims.get("email_verified") in (True, "true"),
        id_token=token["id_token"],
    )


def remember(id_token: str) -> None:
    """Keep in the person's own cookie what the provider wants to see at sign-out."""
    session[TOKEN_KEY] = id_token if len(id_token) <= LONGEST_KEPT_TOKEN else ""


def kept_token() -> str | None:
    """Return what was kept; ``None`` when this browser did not come by single sign-on."""
    kept: str | None = session.get(TOKEN_KEY)
    return kept


def sign_out_address() -> str | None:
    """Return where the browser signs out of the provider too; ``None`` when it need not.

    Raises:
        ProviderUnavailableError: It is away, and the person stays signed in there.
    """
    if TOKEN_KEY not in session or not is_asked():
        return None
    client = _client()
    try:
        if "end_session_endpoint" not in client.load_server_metadata():
            return None
        made = client.create_logout_url(
            post_logout_redirect_uri=url_for("account.ask", _external=True),
            id_token_hint=session[TOKEN_KEY] or None,
            client_id=client.client_id,
        )
    except (RequestException, ValueError, RuntimeError) as error:
        raise _unavailable(error) from error
    address = str(made["url"])
    parts = urlsplit(address)
    # Pages may send forms to the provider's origin only; see the policy of contents.
    return address if f"{parts.scheme}://{parts.netloc}" == client.asked_of.origin else None


def _client() -> _Provider:
    return cast("_Provider", g.identity_provider)


def _forget_old_attempts() -> None:
    """Keep the cookie small: each attempt that was never finished leaves something there."""
    begun = [key for key in session if key.startswith(STATE_PREFIX)]
    for key in begun[: 1 - ATTEMPTS_AT_ONCE or None]:
        session.pop(key)


def _of_the_protocol(error: OAuthError) -> Exception:
    if error.error == "access_denied":
        return _refused("cancelled", error.error)
    if error.error == "mismatching_state":
        return _refused("stale", error.error)
    if error.error in {"server_error", "temporarily_unavailable"}:
        return _unavailable(error)
    return _refused("untrusted", error.error)


def _refused(reason: str, cause: str | None) -> ProviderRefusedError:
    log.warning("provider_refused", error=f"{reason}: {cause}"[:LONGEST_CAUSE])
    return ProviderRefusedError(reason)


def _unavailable(error: Exception) -> ProviderUnavailableError:
    log.warning("provider_unavailable", error=type(error).__name__)
    return ProviderUnavailableError(type(error).__name__)
