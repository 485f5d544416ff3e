"""Where somebody was when they report trouble: the page, never what stands on it."""

import re
import unicodedata
from collections.abc import Mapping

from flask import request

from app.version import VERSION
from cases.trouble.asked import TroublePlace

ENDPOINT, REFERENCE = "trang", "ma"
"""Names in the address of the form, and of its hidden controls."""

_REFERENCE = re.compile(r"[0-9A-F]{4}-[0-9A-F]{2}")
_OPEN_PLACE = re.compile(r"<[^>]*>")
LONGEST_BROWSER = 200


def trouble_place(named: Mapping[str, str]) -> TroublePlace:
    """Return the place that the link or form names; what is no page of ours is left out.

    Only the name of a page travels. Its address is looked up, so that no code of a record, no
    number and no question of a search can come along.
    """
    endpoint = named.get(ENDPOINT, "")
    page = page_of(endpoint)
    reference = named.get(REFERENCE, "")
    return TroublePlace(
        endpoint=endpoint if page else "",
        page=page,
        reference=reference if _REFERENCE.fullmatch(reference) else "",
        version=VERSION,
        browser=_browser(),
    )


def page_of(endpoint: str) -> str:
    """Return the address of a page with its places left open: "/ho-so/…/chi-dao"."""
    ours = request.url_rule.map.iter_rules() if request.url_rule else ()
    pages = (one for one in ours if one.endpoint == endpoint and "GET" in (one.methods or ()))
    rule = next((one.rule for one in pages), "")
    return _OPEN_PLACE.sub("…", rule)


def _browser() -> str:
    named = request.headers.get("User-Agent", "")
    kept = (one for one in named if not unicodedata.category(one).startswith("C"))
    return "".join(kept)[:LONGEST_BROWSER]
