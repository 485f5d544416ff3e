"""How people fill in the forms of a page, and the papers they attach."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pikepdf

Typed = Mapping[str, str | list[str]]


def scan(pages: int = 1) -> bytes:
    """Return a PDF as a scanner makes it."""
    paper = pikepdf.new()
    for _ in range(pages):
        paper.add_blank_page()
    written = BytesIO()
    paper.save(written)
    return written.getvalue()


def attach(page: Any, name: str, content: bytes | None = None) -> None:
    """Choose a file in the form's file field."""
    file = {"name": name, "mimeType": "application/pdf", "buffer": content or scan()}
    page.locator("form[data-typed] input[type=file]").set_input_files(file)


def type_in(page: Any, typed: Typed) -> None:
    """Answer the fields of the form that can be seen, from top to bottom."""
    page.locator("form[data-typed]").wait_for()
    order = page.locator("form[data-typed] [data-field]").evaluate_all(
        "fields => fields.map(field => field.dataset.field)"
    )
    for key in sorted(typed.keys() & set(order), key=order.index):
        field = page.locator(f'form[data-typed] [data-field="{key}"]')
        if field.is_visible():
            _answer(field, typed[key])


def typed_in(page: Any, key: str) -> str:
    """Return what stands in a field."""
    return str(page.locator(f'form[data-typed] [name="{key}"]').first.input_value())


def send(page: Any) -> None:
    """Press the one filled button of the page, and wait until all of the answer is there."""
    page.locator(".actionbar .btn-main").click()
    page.wait_for_load_state()


def _answer(field: Any, value: str | list[str]) -> None:
    kind = field.get_attribute("data-kind")
    if kind in {"choice", "choices", "yes_no"}:
        for each in [value] if isinstance(value, str) else value:
            field.locator(f'input[value="{each}"]').check()
    elif kind in {"select", "person", "unit"}:
        field.locator("select").select_option(value)
    else:
        field.locator("input, textarea").fill(value)
