"""Looks through the words of checked fields, and for answers to questions nobody asked."""

from collections.abc import Iterator, Mapping

from forms.denunciations import ARTICLE, WORDS
from forms.fields import Field, Form, Kind
from forms.file_reader import Uploads
from forms.named_people import find_people
from forms.posted import Posted, is_name_of
from forms.submitted import FieldError
from forms.values import Value

REASON = "_words_reason"
"""Name of the control in which who may says why the words stay as they are."""

LONGEST_REASON = 500
_OF_THE_PAGE = frozenset({"chuyen"})
"""Names that a page sends beside its form; all others of its own begin with an underscore."""


def warnings(
    form: Form, values: Mapping[str, Value], *, checked: bool = True
) -> tuple[FieldError, ...]:
    """Return the fields whose words may name somebody: those marked as checked, or the others."""
    return tuple(_warnings(form, values, checked=checked))


def unknown_names(form: Form, posted: Posted, files: Uploads | None) -> tuple[str, ...]:
    """Return the names under which something was sent that the form does not ask for."""
    sent = {name for name in posted if any(text.strip() for text in posted.getlist(name))}
    sent |= set(files or ())
    return tuple(
        sorted(
            name
            for name in sent
            if not name.startswith("_") and name not in _OF_THE_PAGE and not is_name_of(form, name)
        )
    )


def reason_given(posted: Posted) -> str:
    """Return why the words are to stay, as it was typed."""
    return " ".join(" ".join(posted.getlist(REASON)).split())[:LONGEST_REASON]


def _warnings(form: Form, values: Mapping[str, Value], *, checked: bool) -> Iterator[FieldError]:
    for field in form.fields:
        value = values.get(field.key)
        if field.kind in WORDS and field.checked is checked:
            yield from _look(field, field.key, value)
        elif field.kind is Kind.LIST and isinstance(value, tuple):
            for number, row in enumerate(value):
                for column in field.columns:
                    if column.kind in WORDS and column.checked is checked:
                        told = row.get(column.key) if isinstance(row, Mapping) else None
                        yield from _look(column, f"{field.key}-{number}-{column.key}", told)


def _look(field: Field, name: str, value: object) -> Iterator[FieldError]:
    found = find_people(value) if isinstance(value, str) else ()
    if found:
        message = f"Có thể nêu người tố cáo ({', '.join(found)}). Bỏ phần này ({ARTICLE})"
        yield FieldError(name, field.label, message, is_warning=True)
