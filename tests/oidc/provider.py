"""The provider: OpenID Connect by Authlib's own server, in a process of its own.

Started as ``python -m tests.oidc.provider PORT``. ``POST /trial`` tells it which fault to make from
now on; whatever it does not falsify is done as the specifications ask for.
"""

import base64
import hashlib
import hmac
import json
import re
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin, OAuth2Error
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import AuthorizationCodeMixin
from authlib.oidc.core.grants import OpenIDCode
from flask import Flask, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

CLIENT_ID = "donthu"
CLIENT_SECRET = "known-to-the-office-and-the-provider"
REDIRECTS = re.compile(r"http://127\.0\.0\.1:\d+/dang-nhap/mot-lan/tra-loi")
AFTER_SIGN_OUT = re.compile(r"http://127\.0\.0\.1:\d+/dang-nhap")
COOKIE = "provider"
SECONDS_HANGING = 60

FORM = """<!doctype html><title>Provider</title><h1>Provider</h1>
<form id="who" method="post" action="{action}"><input name="email"><button name="agrees" value="1">
Đăng nhập</button></form>"""


@dataclass
class Code(AuthorizationCodeMixin):  # type: ignore[misc] # the library is not typed
    """What was given to the browser, to be exchanged once."""

    email: str
    redirect_uri: str
    scope: str
    nonce: str
    code_challenge: str
    code_challenge_method: str

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str:
        return self.nonce

    def get_auth_time(self) -> int:
        return int(time.time())


class Client(ClientMixin):  # type: ignore[misc] # the library is not typed
    """The one client: a confidential one that has to prove who asked by PKCE."""

    def get_client_id(self) -> str:
        return CLIENT_ID

    def get_default_redirect_uri(self) -> None:
        return None

    def get_allowed_scope(self, scope: str) -> str:
        return " ".join(part for part in scope.split() if part in {"openid", "email"})

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return REDIRECTS.fullmatch(redirect_uri) is not None

    def check_client_secret(self, client_secret: str) -> bool:
        return hmac.compare_digest(client_secret.encode(), CLIENT_SECRET.encode())

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return (method, endpoint) == ("client_secret_basic", "token")

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass
class Provider:
    """What it knows, and which fault it makes."""

    issuer: str
    fault: str = ""
    keys: list[RSAKey] = field(default_factory=list)
    codes: dict[str, Code] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def rotate(self) -> None:
        """Sign with a new key; the former one is not shown any more."""
        self.keys = [RSAKey.generate_key(2048, {"kid": f"key-{time.time_ns()}", "use": "sig"})]

    def claims_of(self, email: str) -> dict[str, Any]:
        """Return what is said of a person."""
        claims: dict[str, Any] = {"sub": hashlib.sha256(email.encode()).hexdigest()[:16]}
        if self.fault != "no_email":
            claims |= {"email": email, "email_verified": self.fault != "unverified"}
        return claims


def falsified(provider: Provider, encoded: str) -> str:
    """Return the token with the fault that the provider is to make."""
    claims = encoded.split(".")[1]
    says = json.loads(base64.urlsafe_b64decode(claims + "=="))
    says |= CHANGED_CLAIMS.get(provider.fault, dict)()
    for name in REMOVED_CLAIMS.get(provider.fault, ()):
        says.pop(name)
    kid = provider.keys[0].kid
    if provider.fault == "unsigned":
        return f"{_written({'alg': 'none'})}.{_written(says)}."
    if provider.fault in {"signed_with_secret", "signed_with_public_key"}:
        public = provider.keys[0].as_pem(private=False)
        secret = CLIENT_SECRET.encode() if provider.fault == "signed_with_secret" else public
        text = f"{_written({'alg': 'HS256', 'kid': kid})}.{_written(says)}"
        digest = hmac.digest(secret, text.encode(), "sha256")
        return f"{text}.{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"
    key = provider.keys[0]
    if provider.fault == "another_key":
        key = RSAKey.generate_key(2048, {"kid": str(kid)})
    return str(jwt.encode({"alg": "RS256", "kid": kid}, says, key, ["RS256"]))


CHANGED_CLAIMS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "issuer": lambda: {"iss": "http://127.0.0.1:1/another"},
    "audience": lambda: {"aud": ["another client"]},
    "audience_of_our_name": lambda: {"aud": ["another client"], "azp": CLIENT_ID},
    "nonce": lambda: {"nonce": "of another attempt"},
    "expired": lambda: {"exp": int(time.time()) - 300},
    "access_token": lambda: {"at_hash": "b2YgYW5vdGhlciB0b2tlbg"},
}
REMOVED_CLAIMS = {"no_nonce": ("nonce",), "no_expiry": ("exp",), "no_audience": ("aud",)}


def _written(part: Mapping[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")


class Server(AuthorizationServer):  # type: ignore[misc] # the library is not typed
    """Authlib's server for the one client of a provider."""

    def __init__(self, provider: Provider) -> None:
        super().__init__()
        self.provider = provider
        self.client = Client()

    def query_client(self, client_id: str) -> Client | None:
        return self.client if client_id == CLIENT_ID else None

    def save_token(self, token: dict[str, str], asked: Any) -> None:
        self.provider.tokens[token["access_token"]] = asked.user


class Grant(AuthorizationCodeGrant):  # type: ignore[misc] # the library is not typed
    """Keeps the codes in memory."""

    TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic",)

    def save_authorization_code(self, code: str, asked: Any) -> None:
        data = asked.payload.data
        self.server.provider.codes[code] = Code(
            email=asked.user,
            redirect_uri=asked.payload.redirect_uri,
            scope=asked.payload.scope,
            nonce=data["nonce"],
            code_challenge=data["code_challenge"],
            code_challenge_method=data["code_challenge_method"],
        )

    def query_authorization_code(self, code: str, _client: Client) -> Code | None:
        found: Code | None = self.server.provider.codes.get(code)
        return found

    def delete_authorization_code(self, code: Code) -> None:
        codes = self.server.provider.codes
        codes.pop(next(key for key, one in codes.items() if one is code))

    def authenticate_user(self, code: Code) -> str:
        return code.email


class Signer(OpenIDCode):  # type: ignore[misc] # the library is not typed
    """Signs the tokens, and falsifies them where that is the trial."""

    def __init__(self, provider: Provider) -> None:
        super().__init__(require_nonce=True)
        self.provider = provider

    def exists_nonce(self, _nonce: str, _asked: Any) -> bool:
        return False

    def resolve_client_private_key(self, _client: Client) -> RSAKey:
        return self.provider.keys[0]

    def get_client_claims(self, _client: Client) -> dict[str, Any]:
        return {"iss": self.provider.issuer, "aud": [CLIENT_ID]}

    def get_encode_header(self, _client: Client) -> dict[str, Any]:
        return {"alg": "RS256", "kid": self.provider.keys[0].kid}

    def generate_user_info(self, user: str, _scope: str) -> dict[str, Any]:
        return self.provider.claims_of(user)

    def process_token(self, grant: Any, response: Any) -> dict[str, Any]:
        token: dict[str, Any] = super().process_token(grant, response)
        if self.provider.fault == "no_id_token":
            token.pop("id_token")
        elif self.provider.fault:
            token["id_token"] = falsified(self.provider, token["id_token"])
        return token


def create_provider(issuer: str) -> Flask:
    """Return the application of the provider."""
    provider = Provider(issuer)
    provider.rotate()
    app = Flask(__name__)
    server = Server(provider)
    server.load_config(app.config)
    server.register_grant(Grant, [Signer(provider), CodeChallenge(required=True)])
    _describe(app, provider)
    _sign_in(app, server)
    _sign_out(app, provider)
    _answer(app, provider, server)
    return app


def _describe(app: Flask, provider: Provider) -> None:
    @app.get("/.well-known/openid-configuration")
    def describe() -> Any:
        if provider.fault == "hangs":
            time.sleep(SECONDS_HANGING)
        issuer = provider.issuer
        return jsonify(
            issuer="http://127.0.0.1:1/" if provider.fault == "another_provider" else issuer,
            authorization_endpoint=f"{issuer}/authorize",
            token_endpoint=f"{issuer}/token",
            userinfo_endpoint=f"{issuer}/userinfo",
            jwks_uri=f"{issuer}/keys",
            end_session_endpoint=f"{issuer}/end",
            response_types_supported=["code"],
            subject_types_supported=["public"],
            # As liberal as some are: it is for the client to take no unsigned token.
            id_token_signing_alg_values_supported=["RS256", "HS256", "none"],
            token_endpoint_auth_methods_supported=["client_secret_basic"],
        )

    @app.get("/keys")
    def keys() -> Any:
        return jsonify(keys=[key.as_dict(private=False) for key in provider.keys])

    @app.post("/trial")
    def try_out() -> Any:
        provider.fault = request.form.get("fault", "")
        if request.form.get("rotates"):
            provider.rotate()
        return jsonify(fault=provider.fault)


def _sign_in(app: Flask, server: Server) -> None:
    @app.route("/authorize", methods=["GET", "POST"])
    def authorize() -> Any:
        email = request.form.get("email") or request.cookies.get(COOKIE)
        if request.method == "POST" and not request.form.get("agrees"):
            email = None
        elif not email:
            return FORM.format(action=request.url)
        try:
            grant = server.get_consent_grant(end_user=email)
        except OAuth2Error as error:
            return error.error, 400
        answer = server.create_authorization_response(grant_user=email, grant=grant)
        if email:
            answer.set_cookie(COOKIE, email)
        return answer


def _answer(app: Flask, provider: Provider, server: Server) -> None:
    @app.post("/token")
    def token() -> Any:
        if provider.fault == "broken":
            return "out of order", 500
        return server.create_token_response()

    @app.get("/userinfo")
    def tell() -> Any:
        email = provider.tokens[request.headers["Authorization"].removeprefix("Bearer ")]
        claims = provider.claims_of(email) | {"email": email, "email_verified": True}
        return jsonify(claims)


def _sign_out(app: Flask, provider: Provider) -> None:
    @app.get("/end")
    def end() -> Any:
        hint = jwt.decode(request.args["id_token_hint"], provider.keys[0])
        back = request.args["post_logout_redirect_uri"]
        assert CLIENT_ID in hint.claims["aud"]
        assert AFTER_SIGN_OUT.fullmatch(back)
        answer = redirect(f"{back}?state={request.args['state']}")
        answer.delete_cookie(COOKIE)
        return answer


if __name__ == "__main__":
    port = int(sys.argv[1])
    make_server(
        "127.0.0.1", port, create_provider(f"http://127.0.0.1:{port}"), threaded=True
    ).serve_forever()
