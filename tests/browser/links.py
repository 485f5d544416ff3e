"""Finds somebody, and an address, for every page there is: by following links from page to page."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from app.factory import find_blueprints
from tests.web.visitor import Page, Visitor

START = "/"
MOST_LOOKED_AT = 8
"""Pages of one kind that a person opens to find links: cases differ in what can be done."""
RECORDS = frozenset({"cases.show", "steps.show"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page can be seen."""

    person: str
    address: str


def all_pages() -> MapAdapter:
    """Return the map of every page."""
    app = Flask("map", static_folder=None)
    for blueprint in find_blueprints():
        app.register_blueprint(blueprint)
    return app.url_map.bind("")


PAGES = all_pages()


def kinds_of_pages() -> Iterator[str]:
    """Yield the name of every page that is looked at, not sent something to."""
    names = {rule.endpoint for rule in PAGES.map.iter_rules() if "GET" in (rule.methods or ())}
    yield from sorted(names)


def find_places(site: str, people: Iterable[str], wanted: AbstractSet[str]) -> Mapping[str, Place]:
    """Return a place for each page that somebody gets to; the first person who does.

    It ends when there is one for every page that is wanted.
    """
    places: dict[str, Place] = {}
    for person in people:
        visitor = Visitor(site).sign_in_as(person)
        looked_at: Counter[str] = Counter()
        waiting, met = [START], {START}
        while waiting and not wanted <= set(places):
            page = visitor.get(waiting.pop(0))
            here = kind_of(page.address)
            if here is None or page.status != 200 or not _is_html(page):
                continue
            address = page.address.removeprefix(site)
            places.setdefault(here, Place(person, address))
            for link in _links(page):
                kind = kind_of(link)
                if kind is None or link in met or looked_at[kind] >= _most(kind):
                    continue
                looked_at[kind] += 1
                met.add(link)
                waiting.append(link)
    return places


def kind_of(address: str) -> str | None:
    """Name the page of an address; nothing for one elsewhere."""
    path = urlsplit(address).path
    try:
        endpoint, _ = PAGES.match(path, method="GET")
    except HTTPException:
        return None
    return str(endpoint)


def _most(kind: str) -> int:
    return MOST_LOOKED_AT if kind in RECORDS else 2


def _is_html(page: Page) -> bool:
    return str(page.headers["Content-Type"]).startswith("text/html")


def _links(page: Page) -> Iterator[str]:
    here = urlsplit(page.address)
    for href in page.tree.xpath("//a/@href"):
        link = urlsplit(urljoin(page.address, href))
        if link.netloc == here.netloc:
            yield link._replace(scheme="", netloc="", fragment="").geturl()
