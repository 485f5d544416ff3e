"""The directory in which the office keeps its mail accounts, read from the environment."""

from dataclasses import dataclass, field
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from config.setting_reader import SettingReader

URL = "DONTHU_DIRECTORY_URL"


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryServer:
    """Where people are looked up and their passwords are checked, over LDAP.

    Attributes:
        address: ``ldaps://host:port``, or ``ldap://host:port`` to be encrypted by StartTLS.
        base: Entry under which people are looked for.
        user: Entry that reads the directory; empty to ask without a name.
        password: Its password.
        mail_attribute: Where an entry says its mail address.
        authority: File with the certificates that are trusted; ``None`` for those of the system.
        is_in_the_clear: Nothing is encrypted, which only the own machine may be asked.
    """

    address: str
    base: str
    user: str = ""
    password: str = field(default="", repr=False)
    mail_attribute: str = "mail"
    authority: Path | None = None
    is_in_the_clear: bool = False


def read_directory_server(reader: SettingReader) -> DirectoryServer | None:
    """Read where the directory is; ``None`` where the office has none.

    What is wrong or unsafe goes to ``reader.problems``.
    """
    address = reader.text(URL, "")
    if not address:
        return None
    authority = "DONTHU_DIRECTORY_CA"
    server = DirectoryServer(
        address=address.rstrip("/"),
        base=reader.text("DONTHU_DIRECTORY_BASE", ""),
        user=reader.text("DONTHU_DIRECTORY_USER", ""),
        password=reader.text("DONTHU_DIRECTORY_PASSWORD", ""),
        mail_attribute=reader.text("DONTHU_DIRECTORY_MAIL", "mail"),
        authority=reader.path(authority, Path()) if reader.is_set(authority) else None,
        is_in_the_clear=not reader.yes_no("DONTHU_DIRECTORY_STARTTLS", default=True),
    )
    reader.problems += _problems(server)
    return server


def _problems(server: DirectoryServer) -> list[str]:
    wrong: list[str] = []
    if not _is_an_address(server.address):
        # It may hold a password that somebody put there, so it is not repeated.
        wrong.append(f"{URL} phải có dạng ldaps://máy-chủ:cổng hoặc ldap://máy-chủ:cổng.")
    elif server.is_in_the_clear and not _is_on_this_machine(server.address):
        wrong.append(
            "DONTHU_DIRECTORY_STARTTLS=0 chỉ dùng được khi danh bạ ở trên chính máy này: mật khẩu"
            " không được gửi qua mạng mà không mã hóa."
        )
    if not server.base:
        wrong.append("Đặt DONTHU_DIRECTORY_BASE là nhánh danh bạ có người dùng.")
    if bool(server.user) != bool(server.password):
        wrong.append("Đặt cả DONTHU_DIRECTORY_USER và DONTHU_DIRECTORY_PASSWORD, hoặc bỏ cả hai.")
    if not server.mail_attribute.isascii() or not server.mail_attribute.isalnum():
        wrong.append("DONTHU_DIRECTORY_MAIL phải là tên một thuộc tính, ví dụ mail.")
    if server.authority and not server.authority.is_file():
        wrong.append("Không có tệp chứng thư mà DONTHU_DIRECTORY_CA chỉ ra.")
    if find_spec("ldap") is None:
        wrong.append(f'{URL} cần thư viện python-ldap. Cài thêm: pip install "donthu[ldap]"')
    return wrong


def _is_an_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        is_bare = not (parts.path or parts.query or parts.fragment or parts.username)
        return (
            parts.scheme in {"ldap", "ldaps"}
            and bool(parts.hostname)
            and is_bare
            and _port(parts.port)
        )
    except ValueError:
        return False


def _port(number: int | None) -> bool:
    return number is None or number > 0


def _is_on_this_machine(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
