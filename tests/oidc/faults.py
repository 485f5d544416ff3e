"""What a provider knows, and the faults that it makes for a trial."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from authlib.oidc.core import AuthorizationCodeMixin
from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID = "donthu"
CLIENT_SECRET = "known-to-the-office-and-the-provider"


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
