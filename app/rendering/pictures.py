"""How large a drawn diagram is on the screen, and how it lies on paper."""

import re

_SIZE = re.compile(r'viewBox="\S+ \S+ (?P<width>[0-9.]+) (?P<height>[0-9.]+)"')
WIDE = 1.2
"""A picture so much wider than high gets larger on a sheet that lies across."""


def own_size(picture: str) -> str:
    """Give a picture (SVG text) the width that it was drawn in, where nothing else is said."""
    size = _SIZE.search(picture)
    if size is None:
        return picture
    return picture.replace("<svg ", f'<svg width="{size["width"]}" ', 1)


def is_wide(picture: str) -> bool:
    """Tell whether a picture (SVG text) is to be printed across."""
    size = _SIZE.search(picture)
    return size is None or float(size["width"]) > WIDE * float(size["height"])
