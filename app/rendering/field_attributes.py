"""What stands around a control: its hint, and what ties both together for people who listen."""

from collections.abc import Mapping
from typing import Any

import wtforms

from forms.fields import Field, Kind, Part


def part_hints(part: Part) -> Mapping[str, str]:
    """Return the line under each control of a part: what to write, and the article that asks.

    An article that a field above in the same part has named is not named again, unless that
    field may be hidden.
    """
    hints: dict[str, str] = {}
    named: set[str] = set()
    for field in part.fields:
        # The box of a file names its article itself.
        is_named = field.kind is Kind.FILE or field.article in named
        hints[field.key] = _hint(field, "" if is_named else field.article)
        if field.hidden_when is None:
            named.add(field.article)
    return hints


def _hint(field: Field, article: str) -> str:
    if field.help and article:
        return f"{field.help.rstrip('.')} ({article})."
    return field.help or article[:1].upper() + article[1:]


def described(control: wtforms.Field, field: Field, hint: str) -> dict[str, Any]:
    """Return ``aria-`` attributes for the control of a field with this hint."""
    texts = []
    if control.errors:
        texts.append(f"loi-{control.id}")
    if hint:
        texts.append(f"goi-y-{control.id}")
    attributes = invalid(control)
    if texts:
        attributes["aria_describedby"] = " ".join(texts)
    if field.required:
        attributes["aria_required"] = "true"
    return attributes


def invalid(control: wtforms.Field) -> dict[str, Any]:
    """Return ``aria-invalid`` when the control has an error."""
    return {"aria_invalid": "true"} if control.errors else {}
