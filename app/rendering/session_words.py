"""What a person reads about a session: which browser, how it began, why it ended."""

import re

BROWSERS = (
    ("Edge", re.compile(r"\bEdg(?:e|A|iOS)?/(\d+)")),
    ("Cốc Cốc", re.compile(r"\bcoc_coc_browser/(\d+)")),
    ("Opera", re.compile(r"\bOPR/(\d+)")),
    ("Firefox", re.compile(r"\b(?:Firefox|FxiOS)/(\d+)")),
    ("Chrome", re.compile(r"\b(?:Chrome|CriOS|HeadlessChrome)/(\d+)")),
    ("Safari", re.compile(r"\bVersion/(\d+).*\bSafari/")),
)
"""The more special ones first: most call themselves Chrome and Safari as well."""

SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)

WAYS = {
    "password": "mật khẩu",
    "directory": "mật khẩu thư công vụ",
    "oidc": "đăng nhập một lần",
    "demo": "danh sách dùng thử",
}
ENDS = {
    None: "hết thời gian",
    "signed_out": "đã đăng xuất",
    "ended": "đã kết thúc từ trang này",
    "replaced": "đăng nhập ở nơi khác",
    "password": "đã đổi mật khẩu",
    "locked": "tài khoản bị khóa",
    "codes_reset": "mã xác nhận được đặt lại",
    "no_code": "không nhập mã xác nhận",
    "directory": "thư công vụ đã ngừng",
}


def browser_words(agent: str) -> str:
    """Name the browser and the system from what the browser called itself."""
    found = ((name, match) for name, pattern in BROWSERS if (match := pattern.search(agent)))
    browser = next((f"{name} {match[1]}" for name, match in found), "Trình duyệt khác")
    system = next((title for mark, title in SYSTEMS if mark in agent), "")
    return f"{browser} trên {system}" if system else browser


def way_words(way: str) -> str:
    """Say how somebody signed in."""
    return WAYS.get(way, "")


def end_words(reason: str | None) -> str:
    """Say why a session ended."""
    return ENDS.get(reason, ENDS[None])
