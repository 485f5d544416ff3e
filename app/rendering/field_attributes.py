"""What stands around a control: its hint, and what ties both together for people who listen."""

from typing import Any

import wtforms

from forms.fields import Field, Kind


def hint_text(field: Field) -> str:
    """Return the line under a control: what to write, and the article that asks for it."""
    # The box of a file names its article itself.
    article = "" if field.kind is Kind.FILE else field.article
    if field.help and article:
        return f"{field.help.rstrip('.')} ({article})."
    return field.help or article[:1].upper() + article[1:]


def described(control: wtforms.Field, field: Field) -> dict[str, Any]:
    """Return ``aria-`` attributes for the control of a field."""
    texts = []
    if control.errors:
        texts.append(f"loi-{control.id}")
    if hint_text(field):
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
