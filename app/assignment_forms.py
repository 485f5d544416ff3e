"""What the pages on which work is given out post."""

from collections.abc import Mapping, Sequence
from functools import cache

from flask import request

from app.typed_forms import limits
from cases.assigning.asked import LABELS, PAPER_FORM, REASON
from forms.fields import Field, Form, Kind
from forms.posted import RawValues
from forms.submission import FieldError, Submission, read
from forms.wtforms_fields import StepForm, build

MOST = 200
"""More steps than a page shows."""


WORDS_FORM = Form(
    code="assignment_words",
    title="Phân công",
    fields=(Field(REASON, LABELS[REASON], Kind.LINES), *PAPER_FORM.fields),
)
"""What people type when they give out work."""


def asked_items() -> Mapping[int, int | None]:
    """Return the ticked steps, each with who had it on the page: ``12:0``, ``13:5``."""
    asked: dict[int, int | None] = {}
    for typed in request.form.getlist("viec")[:MOST]:
        item_id, _, holder_id = typed.partition(":")
        if _is_number(item_id) and _is_number(holder_id):
            asked[int(item_id)] = int(holder_id) or None
    return asked


def read_paper_form() -> Submission | None:
    """Read number and date of a decision, where the page asked for one."""
    if PAPER_FORM.fields[0].key not in request.form:
        return None
    return read(PAPER_FORM, request.form, None, limits())


def paper_form(errors: Sequence[FieldError]) -> StepForm:
    """Return the form for number and date, empty or as it was sent."""
    form = _built()(request.form if errors else RawValues({}))
    keys = {field.key for field in PAPER_FORM.fields}
    form.show([error for error in errors if error.key in keys])
    return form


@cache
def _built() -> type[StepForm]:
    return build(PAPER_FORM)


def _is_number(typed: str) -> bool:
    return typed.isascii() and typed.isdigit() and len(typed) <= len("999999999999")
