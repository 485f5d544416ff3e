"""Forms that an action makes from those of a version, such as that of a correction."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from flask import g, request

from app.typed_forms import Choices
from forms.fields import Form, Option
from forms.limits import Limits
from forms.posted import RawValues
from forms.prefill import initial
from forms.submission import FieldError, Submission, read
from forms.wtforms_fields import StepForm, build

if TYPE_CHECKING:
    from forms.values import Value


def asked(form: Form) -> Form:
    """Note what this request is an answer to, for the page that says why it was not recorded."""
    g.asked_form = form
    return form


def read_made(form: Form, limits: Limits, choices: Choices) -> Submission:
    """Read what this request posted for a form."""
    return read(form, request.form, request.files, limits, _options(choices))


def read_asked(form: Form, limits: Limits, choices: Choices) -> Submission:
    """Read what the address of this request says for a form: a question, which changes nothing."""
    return read(form, request.args, None, limits, _options(choices))


def filled_made(form: Form, values: Mapping[str, object], choices: Choices) -> StepForm:
    """Return a form as the page shows it, with these values."""
    known = initial(form, cast("Mapping[str, Value]", values))
    return build(form, _options(choices))(RawValues(known))


def refused_made(
    form: Form, errors: Sequence[FieldError], choices: Choices, *, is_asked: bool = False
) -> StepForm:
    """Return a form as it was sent, or as the address asked it, with the errors at its fields."""
    shown = build(form, _options(choices))(request.args if is_asked else request.form)
    shown.show(errors)
    return shown


def _options(choices: Choices) -> Mapping[str, tuple[Option, ...]]:
    return {
        key: tuple(Option(value, label) for value, label in pairs) for key, pairs in choices.items()
    }
