"""Draws QR codes as part of a page: no picture is fetched, and none stays in a folder."""

import segno
from markupsafe import Markup

PIXELS_OF_A_SQUARE = 4


def qr_code(text: str) -> Markup:
    """Return SVG that a telephone can read; its size stands in the picture itself."""
    drawn = segno.make(text, micro=False).svg_inline(
        scale=PIXELS_OF_A_SQUARE, border=4, light="#fff", svgclass=None, lineclass=None
    )
    return Markup(drawn)  # noqa: S704 - drawn by the library from black and white squares
