"""Browser windows of the people of an office. A window that complains fails the test."""

from typing import Any

from tests.browser.served import ServedOffice

SCREEN = {"width": 1366, "height": 768}
MILLISECONDS = 20_000


class Windows:
    """Opens windows and listens to what their pages complain about."""

    def __init__(self, browser: Any, site: ServedOffice) -> None:
        self._browser = browser
        self._site = site
        self._contexts: list[Any] = []
        self._sessions: dict[str, Any] = {}
        self.complaints: list[str] = []

    def open(self, person: str | None, address: str = "/viec-cua-toi", **options: Any) -> Any:
        """Open an address as somebody, who signs in once and stays signed in."""
        if person and person not in self._sessions:
            self._sessions[person] = self._signed_in(person)
        page = self.new(storage_state=self._sessions[person] if person else None, **options)
        page.goto(address)
        return page

    def sign_in(self, person: str, address: str = "/viec-cua-toi", **options: Any) -> Any:
        """Open an address as somebody, in a session that no other window shares."""
        page = self.new(**options)
        become(page, person, address)
        return page

    def new(self, **options: Any) -> Any:
        """Open an empty window of somebody who has not signed in."""
        context = self._browser.new_context(
            **{"viewport": SCREEN, "base_url": self._site.address, "locale": "vi-VN"} | options
        )
        self._contexts.append(context)
        context.set_default_timeout(MILLISECONDS)
        context.on("page", self._listen)
        return context.new_page()

    def close(self) -> None:
        """Close all windows; people stay signed in."""
        for context in self._contexts:
            context.close()
        self._contexts.clear()

    def _signed_in(self, person: str) -> Any:
        page = self.sign_in(person)
        return page.context.storage_state()

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
    page.wait_for_url(f"**{address}")
