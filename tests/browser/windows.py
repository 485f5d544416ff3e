"""Browser windows of the people of an office. A window that complains fails the test."""

from typing import Any
from urllib.parse import urlsplit

from tests.browser.served import ServedOffice

SCREEN = {"width": 1366, "height": 768}
MILLISECONDS = 60_000
"""How long a window waits for what must come: long enough for the busiest machine."""


class Windows:
    """Opens windows and listens to what their pages complain about.

    Each person has one browser, in which they stay signed in from test to test; its first window
    is used again, because opening one takes longer than most tests.
    """

    def __init__(self, browser: Any, site: ServedOffice) -> None:
        self._browser = browser
        self._site = site
        self._own: dict[str, Any] = {}
        self._in_use: set[str] = set()
        self._others: list[Any] = []
        self.complaints: list[str] = []

    def open(self, person: str, address: str = "/viec-cua-toi") -> Any:
        """Open an address in a window of somebody's own browser."""
        if person not in self._own:
            self._own[person] = self._new_browser()
            become(self._own[person].new_page(), person)
        context = self._own[person]
        page = context.new_page() if person in self._in_use else context.pages[0]
        self._in_use.add(person)
        page.goto(address)
        return page

    def new(self, **options: Any) -> Any:
        """Open an empty window of a browser in which nobody has signed in."""
        self._others.append(self._new_browser(**options))
        return self._others[-1].new_page()

    def close(self) -> None:
        """Close all windows but the first one of each person."""
        for context in self._others:
            context.close()
        self._others.clear()
        for context in self._own.values():
            for page in context.pages[1:]:
                page.close()
        self._in_use.clear()

    def _new_browser(self, **options: Any) -> Any:
        context = self._browser.new_context(
            **{"viewport": SCREEN, "base_url": self._site.address, "locale": "vi-VN"} | options
        )
        context.set_default_timeout(MILLISECONDS)
        context.on("page", self._listen)
        return context

    def _listen(self, page: Any) -> None:
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("console", self._note)

    def _note(self, said: Any) -> None:
        # A page that answers 404 is reported as well; that is what some tests ask for.
        is_page = "the server responded with a status of" in said.text
        if said.type in {"error", "warning"} and not (is_page and "static" not in said.text):
            self.complaints.append(said.text)


def become(page: Any, person: str, address: str = "/viec-cua-toi") -> None:
    """Sign in by the list of demo people, coming back to ``address``."""
    page.goto(address)
    page.get_by_role("button", name=person).click()
    # not a pattern: the page of the sign-in names in its query the address it leads back to
    page.wait_for_url(lambda url: urlsplit(url)._replace(scheme="", netloc="").geturl() == address)
