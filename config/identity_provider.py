"""The provider of single sign-on, as the settings name it."""

from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

from config.setting_reader import SettingReader

ISSUER = "DONTHU_OIDC_ISSUER"


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityProvider:
    """Who vouches for people over OpenID Connect (đăng nhập một lần; khoản 1 Điều 8 Quy chế).

    Attributes:
        issuer: Its address, as it stands in its tokens.
        client_id: Name under which it knows this installation.
        client_secret: What this installation proves itself with.
        title: What the button calls it.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    title: str

    @property
    def origin(self) -> str:
        """Scheme, host and port of the issuer."""
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def is_on_this_machine(self) -> bool:
        """Tell whether it may be asked without encryption."""
        return urlsplit(self.issuer).scheme == "http"


def read_identity_provider(reader: SettingReader) -> IdentityProvider | None:
    """Read who vouches for people; ``None`` where nobody does.

    What is wrong or unsafe goes to ``reader.problems``.
    """
    issuer = reader.text(ISSUER, "")
    if not issuer:
        return None
    provider = IdentityProvider(
        issuer=issuer,
        client_id=reader.text("DONTHU_OIDC_CLIENT_ID", ""),
        client_secret=reader.text("DONTHU_OIDC_CLIENT_SECRET", ""),
        title=reader.text("DONTHU_OIDC_TITLE", "tài khoản công vụ"),
    )
    if not _is_safe(issuer):
        reader.problems.append(
            f"{ISSUER} phải có dạng https://máy-chủ/đường-dẫn; http chỉ dùng được trên chính máy"
            " này."
        )
    if not provider.client_id or not provider.client_secret:
        reader.problems.append(
            "Đặt DONTHU_OIDC_CLIENT_ID và DONTHU_OIDC_CLIENT_SECRET như hệ thống đăng nhập một lần"
            " đã cấp."
        )
    elif not (provider.client_id + provider.client_secret).isascii():
        reader.problems.append(
            "DONTHU_OIDC_CLIENT_ID và DONTHU_OIDC_CLIENT_SECRET chỉ gồm chữ không dấu, số và ký"
            " hiệu."
        )
    return provider


def _is_safe(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        if parts.query or parts.fragment or parts.username or not host:
            return False
        return parts.scheme == "https" or (parts.scheme == "http" and ip_address(host).is_loopback)
    except ValueError:
        return False
