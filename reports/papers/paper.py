"""Fills a template; the only place that knows docxtpl."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from docxtpl import DocxTemplate

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEMPLATES = Path(__file__).parent / "templates"


class PaperError(ValueError):
    """A template names something that the paper does not have; says which file and what."""


def fill_paper(template: str, words: Mapping[str, object], folder: Path = TEMPLATES) -> bytes:
    """Return the paper as a .docx file.

    What is filled in is text: nothing in it is read as a part of the template or of the file.

    Args:
        template: Name of a file in the folder, without ``.docx``.
        words: What the template may name; texts, and lists of mappings to texts.
        folder: Where the templates are.

    Raises:
        PaperError: The template names something else, so that a gap would stand in the paper.
    """
    path = folder / f"{template}.docx"
    paper = DocxTemplate(path)
    unknown = paper.get_undeclared_template_variables(context=dict(words))
    if unknown:
        named = ", ".join(sorted(unknown))
        msg = f"{path.name}: không có dữ liệu cho {named}"
        raise PaperError(msg)
    paper.render(dict(words), autoescape=True)
    target = BytesIO()
    paper.save(target)
    return target.getvalue()
