"""Where mail is handed over, read from one address such as ``smtp://user:secret@host:587``."""

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

PLAIN_PORT = 25
ENCRYPTED_PORT = 465


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server.

    Attributes:
        host: Its name.
        port: Its port.
        is_encrypted: The connection is encrypted from the start (``smtps``); otherwise it becomes
            so as soon as the server offers it, and always before a password is sent.
        user: Name to sign in with; empty to send without signing in.
        password: Its password.
    """

    host: str
    port: int
    is_encrypted: bool = False
    user: str = ""
    password: str = field(default="", repr=False)


def read_mail_server(address: str) -> MailServer:
    """Read ``smtp://[user:password@]host[:port]`` or the same with ``smtps``.

    Raises:
        ValueError: The address is not of this form.
    """
    parts = urlsplit(address)
    is_plain_address = not (parts.path.strip("/") or parts.query or parts.fragment)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or not is_plain_address:
        raise ValueError(address)
    is_encrypted = parts.scheme == "smtps"
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not (user + password).isascii():
        raise ValueError(address)  # the protocol has no letters but those of ASCII
    return MailServer(
        host=parts.hostname,
        port=parts.port or (ENCRYPTED_PORT if is_encrypted else PLAIN_PORT),
        is_encrypted=is_encrypted,
        user=user,
        password=password,
    )
