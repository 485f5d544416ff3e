"""Forms between a page and an action: built once, filled, read."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol, cast

from flask import g, request

from app.office_context import office
from forms.definition import parse_form
from forms.fields import Form, Option
from forms.limits import Limits
from forms.posted import RawValues
from forms.prefill import initial
from forms.status_only import status_only
from forms.submission import FieldError, Submission, read
from forms.wtforms_fields import StepForm, build

if TYPE_CHECKING:
    from forms.values import Value

Choices = Mapping[str, tuple[tuple[str, str], ...]]

NOTHING_ASKED = Submission({}, ())
KEPT = 256
"""More than the forms of all versions with running cases."""


class AskedForm(Protocol):
    """What a query says about the form of a page."""

    @property
    def form_code(self) -> str | None:
        """Name of the form; ``None`` for a step that asks nothing."""

    @property
    def form_content(self) -> bytes | None:
        """The form file of the pinned version."""

    @property
    def is_status_only(self) -> bool:
        """Whether the record is secret: of the form only the status is asked."""

    @property
    def choices(self) -> Choices:
        """Field -> (value, label) for fields whose options the form does not hold."""


class EarliestDay(Protocol):
    """What a query says about the dates of a page."""

    @property
    def earliest(self) -> date | None:
        """No event may lie before this day."""

    @property
    def earliest_label(self) -> str:
        """What happened that day."""


def read_posted(asked: AskedForm, limits: Limits) -> Submission:
    """Read what this request posted."""
    if asked.form_content is None:
        return NOTHING_ASKED
    form = _parsed(asked.form_code or "", asked.form_content, asked.is_status_only)
    g.asked_form = form  # for the page that says why it could not be recorded
    return read(form, request.form, request.files, limits, _options(asked.choices))


def filled_form(
    asked: AskedForm,
    values: Mapping[str, object] | None = None,
    draft: Mapping[str, list[str]] | None = None,
) -> StepForm | None:
    """Return the form as the page shows it: the draft if there is one, else known values."""
    if asked.form_content is None:
        return None
    form_class = _form_class(asked)
    if draft is None:
        known = initial(form_class.definition, cast("Mapping[str, Value]", values or {}))
    else:
        known = dict(draft)
    return form_class(RawValues(known))


def refused_form(asked: AskedForm, errors: Sequence[FieldError]) -> StepForm | None:
    """Return the form as it was sent, with the errors at its fields."""
    if asked.form_content is None:
        return None
    form = _form_class(asked)(request.form)
    form.show(errors)
    return form


def limits(earliest: EarliestDay | None = None) -> Limits:
    """Return the bounds of this moment."""
    return Limits(
        today=office().today(),
        earliest=earliest.earliest if earliest else None,
        earliest_label=earliest.earliest_label if earliest else "",
        upload_bytes=office().settings.upload_bytes,
    )


def _form_class(asked: AskedForm) -> type[StepForm]:
    choices = tuple(sorted((key, tuple(pairs)) for key, pairs in asked.choices.items()))
    return _built(asked.form_code or "", asked.form_content or b"", choices, asked.is_status_only)


# The content of a version is one object that lives as long as the version is loaded, so that
# finding it here costs a look at its identity.
@lru_cache(maxsize=KEPT)
def _parsed(code: str, content: bytes, is_status_only: bool) -> Form:  # noqa: FBT001
    form = parse_form(code, content)
    return status_only(form) if is_status_only else form


@lru_cache(maxsize=KEPT)
def _built(
    code: str,
    content: bytes,
    choices: tuple[tuple[str, tuple[tuple[str, str], ...]], ...],
    is_status_only: bool,  # noqa: FBT001 - caches take no names
) -> type[StepForm]:
    return build(_parsed(code, content, is_status_only), _options(dict(choices)))


def _options(choices: Choices) -> Mapping[str, tuple[Option, ...]]:
    return {
        key: tuple(Option(value, label) for value, label in pairs) for key, pairs in choices.items()
    }
