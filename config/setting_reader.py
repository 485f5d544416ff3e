"""Reads single ``DONTHU_*`` variables and collects what is wrong with them."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from config.mail_server import MailServer, read_mail_server

_Value = TypeVar("_Value")


class SettingReader:
    """The variables of one environment; an empty one counts as not set.

    Attributes:
        problems: One Vietnamese sentence per value that cannot be used.
    """

    def __init__(self, environ: Mapping[str, str]) -> None:
        """Read from these variables."""
        self._environ = environ
        self.problems: list[str] = []

    def is_set(self, name: str) -> bool:
        """Tell whether there is a value."""
        return bool(self._raw(name))

    def first_set(self, *names: str) -> str:
        """Return the first name that has a value, else the first name."""
        return next((name for name in names if self.is_set(name)), names[0])

    def text(self, name: str, default: str) -> str:
        """Return a text as it stands."""
        return self._raw(name) or default

    def path(self, name: str, default: Path) -> Path:
        """Return a path, absolute, so that nothing depends on where the server was started."""
        return Path(self._raw(name) or default).expanduser().resolve()

    def choice(self, name: str, options: tuple[str, ...], default: str) -> str:
        """Return one of the options."""
        return self._parse(
            name, default, lambda raw: options[options.index(raw)], " | ".join(options)
        )

    def number(self, name: str, default: int, highest: int, *, lowest: int = 1) -> int:
        """Return a whole number between ``lowest`` and ``highest``, both included."""
        allowed = range(lowest, highest + 1)
        return self._parse(
            name,
            default,
            lambda raw: allowed[allowed.index(int(raw))],
            f"số nguyên từ {lowest} đến {highest}",
        )

    def yes_no(self, name: str, *, default: bool) -> bool:
        """Return what ``1`` or ``0`` says."""
        return self._parse(name, default, lambda raw: bool(("0", "1").index(raw)), "0 hoặc 1")

    def mail_server(self, name: str) -> MailServer | None:
        """Return where mail is handed over, if anywhere."""
        raw = self._raw(name)
        try:
            return read_mail_server(raw) if raw else None
        except ValueError:
            # What stands there may hold a password, so it is not repeated.
            self.problems.append(
                f"{name} phải có dạng smtp://máy-chủ:cổng hoặc smtps://máy-chủ:cổng."
            )
            return None

    def _parse(
        self, name: str, default: _Value, parse: Callable[[str], _Value], wanted: str
    ) -> _Value:
        raw = self._raw(name)
        if not raw:
            return default
        try:
            return parse(raw)
        except ValueError:
            self.problems.append(f"{name} phải là {wanted}; đang là '{raw}'.")
            return default

    def _raw(self, name: str) -> str:
        return self._environ.get(name, "").strip()
