"""Legal citations on the screen."""

import re

from markupsafe import Markup, escape

_NUMBER = re.compile(r"[^\s;,()]+/[^\s;,()]*-[^\s;,().]+")


def unbroken(text: str) -> Markup:
    """Keep the number of a document on one line: never "124/2020/NĐ-" and "CP" below.

    A span does it, not another sign: what people copy or search for stays as it was.
    """
    marked = _NUMBER.sub(lambda found: f'<span class="nowrap">{found[0]}</span>', str(escape(text)))
    return Markup(marked)  # noqa: S704 - escaped above
