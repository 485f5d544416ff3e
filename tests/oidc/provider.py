"""The provider: OpenID Connect by Authlib's own server, in a process of its own.

Started as ``python -m tests.oidc.provider PORT``. ``POST /trial`` tells it which fault to make from
now on; whatever it does not falsify is done as the specifications ask for.
"""

import hmac
import re
import sys
import time
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin, OAuth2Error
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core.grants import OpenIDCode
from flask import Flask, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

from tests.oidc.faults import CLIENT_ID, CLIENT_SECRET, Code, Provider, falsified

REDIRECTS = re.compile(r"http://127\.0\.0\.1:\d+/dang-nhap/mot-lan/tra-loi")
AFTER_SIGN_OUT = re.compile(r"http://127\.0\.0\.1:\d+/dang-nhap")
COOKIE = "provider"
SECONDS_HANGING = 60

FORM = """<!doctype html><title>Provider</title><h1>Provider</h1>
<form id="who" method="post" action="{action}"><input name="email"><button name="agrees" value="1">
Đăng nhập</button></form>"""


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
            id_token_signing_alg_values_supported=["HS256", "none"]
            if provider.fault == "signs_with_nothing_of_its_own"
            else ["RS256", "HS256", "none"],
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
