"""The address of the list of accounts: what was asked for, and links that change one thing."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from flask import url_for

from cases.queries.account_list import IDLE, IN_USE, LOCK_COMING, LOCKED, AccountFilter

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

STATES: Mapping[str, tuple[str, str]] = {
    "dang-dung": (IN_USE, "đang dùng"),
    "bi-khoa": (LOCKED, "bị khóa"),
    "se-khoa": (LOCK_COMING, "sẽ khóa"),
    "khong-vai-tro": (IDLE, "không có vai trò"),
}
"""Name in an address -> state, title."""
STATE_TITLES = dict(STATES.values())
NAMES = ("chu", "don-vi", "vai-tro", "trang-thai")
LONGEST = 100
LONGEST_NUMBER = 9


class AccountLinks:
    """Reads the question from an address and writes addresses from it.

    Attributes:
        typed: Name of a field -> what stands in it.
    """

    def __init__(self, args: "MultiDict[str, str]", roles: Collection[str]) -> None:
        """Read what was asked for; nonsense counts as not asked."""
        self.typed = {name: args.get(name, "").strip()[:LONGEST] for name in NAMES}
        role = self.typed["vai-tro"]
        self.filters = AccountFilter(
            text=self.typed["chu"],
            unit_id=_number(self.typed["don-vi"]),
            role=role if role in roles else "",
            state=STATES.get(self.typed["trang-thai"], ("",))[0],
            page=_number(args.get("trang", "")) or 1,
        )

    def page(self, number: int) -> str:
        """Return the address of another page."""
        asked = {name: value for name, value in self.typed.items() if value}
        return url_for("accounts.show_all", **asked, trang=number)  # type: ignore[arg-type] # names of the query


def _number(typed: str) -> int | None:
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER
    return int(typed) if is_number else None
