"""What somebody typed, as lines to read: label and answer."""

from collections.abc import Mapping, Sequence

from forms.fields import Field, Form, Kind


def typed_lines(form: Form, typed: Mapping[str, Sequence[str]]) -> tuple[tuple[str, str], ...]:
    """Return the fields that were filled in, in the order of the form; lists are left out."""
    answered = (
        (field, [text.strip() for text in typed.get(field.key, ()) if text.strip()])
        for field in form.fields
        if field.kind is not Kind.LIST
    )
    return tuple((field.label, _answer(field, texts)) for field, texts in answered if texts)


def _answer(field: Field, texts: Sequence[str]) -> str:
    if field.kind is Kind.YES_NO and not field.options:
        return "Có"
    return ", ".join(field.option_label(text) for text in texts)
