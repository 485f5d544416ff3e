"""A browser without scripts: keeps cookies, reads pages, fills in the forms it finds on them."""

import json
import re
from dataclasses import dataclass
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener
from uuid import uuid4

from lxml import html


@dataclass(frozen=True)
class Page:
    """An answer of the server."""

    address: str
    status: int
    headers: Any
    content: bytes

    @property
    def tree(self) -> Any:
        tree = html.fromstring(self.content)
        for area in tree.iter("textarea"):
            area.text = (area.text or "").removeprefix("\r").removeprefix("\n")
        return tree

    @property
    def text(self) -> str:
        """The words of the page, single spaces between them."""
        return " ".join(" ".join(self.tree.xpath("//body//text()[not(parent::script)]")).split())

    @property
    def title(self) -> str:
        return " ".join(self.tree.xpath("//h1")[0].text_content().split())

    @property
    def json(self) -> Any:
        return json.loads(self.content)

    @property
    def errors(self) -> list[str]:
        """The lines of the list of errors."""
        return [each.text_content().strip() for each in self.all("errsum", "//li")]

    @property
    def said(self) -> str:
        """The short line about what was just done."""
        return " ".join(each.text_content().strip() for each in self.all("said"))

    def all(self, css_class: str, then: str = "") -> list[Any]:
        """Find the elements with a class."""
        path = f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {css_class} ')]{then}"
        return list(self.tree.xpath(path))

    def link(self, words: str) -> str:
        """Return the address of the first link with these words."""
        links = self.tree.xpath("//a[contains(normalize-space(.), $words)]/@href", words=words)
        return str(links[0])

    def field(self, name: str) -> Any:
        """Return the value of a control of the page; the search box stands above it."""
        found = self.tree.xpath("//main//*[@name=$name]", name=name)
        return found[0].value if found[0].tag != "input" else found[0].get("value", "")

    def values(self, form_id: str) -> dict[str, list[str]]:
        """Return what a browser would send of a form that nobody touched."""
        form = self.tree.get_element_by_id(form_id)
        values: dict[str, list[str]] = {}
        for name, value in form.form_values():
            values.setdefault(name, []).append(value)
        return values


SECONDS_TO_ANSWER = 120
"""Long enough for the busiest machine: only an answer that never comes is a failure."""


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


class Visitor:
    """One browser window on one machine."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.cookies = CookieJar()
        cookies = HTTPCookieProcessor(self.cookies)
        self._opener = build_opener(cookies)
        self._staying = build_opener(cookies, _Stay())
        self._token = ""

    def get(
        self, address: str, *, headers: dict[str, str] | None = None, follow: bool = True
    ) -> Page:
        request = Request(urljoin(self.site, address), headers=headers or {})  # noqa: S310
        return self._send(request, follow=follow)

    def post(
        self,
        address: str,
        values: dict[str, Any] | None = None,
        *,
        files: dict[str, tuple[str, bytes]] | None = None,
        headers: dict[str, str] | None = None,
        follow: bool = True,
    ) -> Page:
        """Send a form with the token of the newest page."""
        values = {"_csrf": self.token()} | (values or {})
        body, kind = _multipart(values, files) if files else (_encoded(values), _URLENCODED)
        request = Request(  # noqa: S310
            urljoin(self.site, address), data=body, headers={"Content-Type": kind} | (headers or {})
        )
        return self._send(request, follow=follow)

    def token(self) -> str:
        """Return the form token of the newest page."""
        if not self._token:
            self.get("/dang-nhap")
        return self._token

    def sign_in_as(self, name: str) -> "Visitor":
        """Choose a person of the demo list."""
        page = self.get("/dang-nhap")
        button = page.tree.xpath("//button[@name='account_id'][b=$name]", name=name)[0]
        values = {"account_id": button.get("value")}
        self.post("/dang-nhap/nguoi-dung-thu", values, follow=False)
        self._token = ""  # a new session has a new one
        return self

    def submit(self, page: Page, form_id: str, to: str = "", **typed: Any) -> Page:
        """Send a form of a page, changed by ``typed``; ``to`` is the address of its button."""
        form = page.tree.get_element_by_id(form_id)
        values = page.values(form_id) | typed
        return self.post(to or form.action or page.address, values)

    @property
    def session_cookie(self) -> Any:
        return next((each for each in self.cookies if each.name == "donthu"), None)

    def _send(self, request: Request, *, follow: bool) -> Page:
        opener = self._opener if follow else self._staying
        try:
            answer = opener.open(request, timeout=SECONDS_TO_ANSWER)
        except HTTPError as error:
            answer = error
        with answer:
            page = Page(answer.url, answer.status, answer.headers, answer.read())
        if token := _TOKEN.search(page.content):
            self._token = token[1].decode()
        return page


_TOKEN = re.compile(rb'name="_csrf" value="([^"]+)"')
_URLENCODED = "application/x-www-form-urlencoded"


def _encoded(values: dict[str, Any]) -> bytes:
    return urlencode(values, doseq=True).encode()


def _multipart(values: dict[str, Any], files: dict[str, tuple[str, bytes]]) -> tuple[bytes, str]:
    boundary = uuid4().hex
    parts = []
    for name, value in values.items():
        head = f'Content-Disposition: form-data; name="{name}"\r\n\r\n'
        typed = value if isinstance(value, list) else [value]
        parts.extend(f"{head}{each}".encode() for each in typed)
    for name, (file_name, content) in files.items():
        head = f'Content-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
        parts.append(f"{head}Content-Type: application/pdf\r\n\r\n".encode() + content)
    body = b"".join(b"--%s\r\n%s\r\n" % (boundary.encode(), part) for part in parts)
    return body + b"--%s--\r\n" % boundary.encode(), f"multipart/form-data; boundary={boundary}"
