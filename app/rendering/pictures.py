"""How a drawn diagram lies on paper."""

import re

_SIZE = re.compile(r'viewBox="\S+ \S+ (?P<width>[0-9.]+) (?P<height>[0-9.]+)"')
WIDE = 1.2
"""A picture so much wider than high gets larger on a sheet that lies across."""


def is_wide(picture: str) -> bool:
    """Tell whether a picture (SVG text) is to be printed across."""
    size = _SIZE.search(picture)
    return size is None or float(size["width"]) > WIDE * float(size["height"])
