"""What somebody typed, as lines to read: label and answer."""

from collections.abc import Mapping, Sequence

from forms.fields import ONE_OF, Field, Form, Kind


def typed_lines(form: Form, typed: Mapping[str, Sequence[str]]) -> tuple[tuple[str, str], ...]:
    """Return the fields that were filled in, in the order of the form.

    Lists are left out, and what was chosen from options that the form does not hold: a person or a
    unit is a number there.
    """
    answered = (
        (field, [text.strip() for text in typed.get(field.key, ()) if text.strip()])
        for field in form.fields
        if field.kind is not Kind.LIST and (field.options or field.kind not in ONE_OF)
    )
    return tuple((field.label, _answer(field, texts)) for field, texts in answered if texts)


def _answer(field: Field, texts: Sequence[str]) -> str:
    if field.kind is Kind.YES_NO and not field.options:
        return "Có"
    return ", ".join(field.option_label(text) for text in texts)
