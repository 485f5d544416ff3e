"""Turns a form into a WTForms class, from which the page is rendered.

WTForms holds what was typed and draws the controls. What an answer means is decided in one
place, `forms.submission`; `StepForm.validate` asks there and puts the errors at the fields.

Every control carries `.definition`, the field of the form file, for what WTForms does not
know: help, article, suffix, when it is hidden. All controls are drawn; the page script hides
those whose condition holds, and without script they stay and the server ignores them.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

import wtforms
from wtforms import widgets

# types-WTForms 3.2 does not know this class of WTForms 3.3
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from forms.fields import NUMERIC, ONE_OF, Field, Form, Kind
from forms.limits import Limits
from forms.messages import VietnameseMeta
from forms.posted import MAX_ROWS, Posted, RawValues, raw_values
from forms.prefill import initial
from forms.submission import (
    NO_CHOICES,
    Choices,
    FieldError,
    Submission,
    Uploads,
    offered,
    read,
)

__all__ = ["StepForm", "build", "initial"]


class StepForm(wtforms.Form):
    """A form of one step, with what was typed into it.

    Attributes:
        definition: The form file.
        submission: What the last `validate` read; None before.
    """

    Meta = VietnameseMeta
    definition: ClassVar[Form]
    _choices: ClassVar[Choices] = NO_CHOICES

    def __init__(
        self,
        posted: Posted | None = None,
        uploads: Uploads | None = None,
        limits: Limits | None = None,
    ) -> None:
        """Fill the controls.

        Args:
            posted: What was posted, a stored draft or the result of `initial`, the last two in
                `RawValues`. None shows the defaults of the form.
            uploads: The posted files; needed to validate a form that asks for files.
            limits: The bounds of this moment; needed to validate.
        """
        self._uploads = uploads
        self._limits = limits
        self._raw = RawValues(
            initial(self.definition, {}) if posted is None else raw_values(self.definition, posted)
        )
        self.submission: Submission | None = None
        super().__init__(self._raw)
        for control in self:
            if isinstance(control, wtforms.FieldList):
                _offer_blank_rows(control, self.definition.field(control.short_name))

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Read what was posted and put the errors at the fields.

        Args:
            extra_validators: Part of the WTForms signature; must be empty.

        Raises:
            ValueError: The form was made without limits.
        """
        if self._limits is None or extra_validators:
            message = "a form is validated with the limits it was made with, and nothing else"
            raise ValueError(message)
        self.submission = read(
            self.definition, self._raw, self._uploads, self._limits, self._choices
        )
        self.show(self.submission.errors)
        return not self.submission.errors

    def show(self, errors: Sequence[FieldError]) -> None:
        """Put errors at their controls, in place of those already there."""
        messages: dict[str, list[str]] = {}
        for error in errors:
            messages.setdefault(error.key, []).append(error.message)
        for control in self.controls():
            control.errors = messages.get(control.name, [])

    def controls(self) -> Iterator[wtforms.Field]:
        """Yield every control in the order of the page, those in rows of a list included."""
        for control in self:
            yield control
            if isinstance(control, wtforms.FieldList):
                for row in control.entries:
                    yield from row.form


def build(form: Form, choices: Choices = NO_CHOICES) -> type[StepForm]:
    """Return the WTForms class of a form.

    Args:
        form: What is asked.
        choices: What may be chosen in fields whose options the form does not hold, as for
            `forms.submission.read`.
    """
    members: dict[str, Any] = {field.key: _control(field, choices) for field in form.fields}
    return type(
        f"StepForm_{form.code}", (StepForm,), {**members, "definition": form, "_choices": choices}
    )


def _control(field: Field, choices: Choices, inside: Field | None = None) -> Any:  # noqa: ANN401
    """Return the unbound control of a field.

    Called outside a form, the class of a WTForms field gives an `UnboundField`, which its type
    information does not know.
    """
    stock = _STOCK[field.kind]
    if field.kind is Kind.YES_NO and field.options:
        stock = wtforms.RadioField
    if field.kind is Kind.TEXT and field.lines > 1:
        # A long line is seen whole while it is written; line ends in it are read as spaces.
        stock = wtforms.TextAreaField
    control = type(stock.__name__, (stock,), {"definition": field})
    settings: dict[str, Any] = {"label": field.label, "render_kw": _attributes(field)}
    if field.kind is Kind.LIST:
        row = _row_form(field, choices)
        return control(wtforms.FormField(row), **settings)
    if issubclass(stock, wtforms.SelectField | wtforms.SelectMultipleField):
        options = [SelectChoice(each.value, each.label) for each in offered(field, choices, inside)]
        drop_down = field.kind in ONE_OF and field.kind is not Kind.CHOICE
        settings["choices"] = [SelectChoice("", "Chọn"), *options] if drop_down else options
        settings["validate_choice"] = False
    return control(**settings)


def _row_form(field: Field, choices: Choices) -> type[wtforms.Form]:
    members: dict[str, Any] = {
        column.key: _control(column, choices, inside=field) for column in field.columns
    }
    return type(f"Row_{field.key}", (wtforms.Form,), {**members, "Meta": VietnameseMeta})


def _offer_blank_rows(control: "wtforms.FieldList[Any]", field: Field) -> None:
    """Draw the rows the file asks for, and always one more than was written in.

    Without script a row is added by saving the draft: the page comes back with a blank one.
    """
    most = MAX_ROWS if field.maximum is None else min(MAX_ROWS, int(field.maximum))
    wanted = min(max(field.lines, len(control.entries) + 1), most)
    while len(control.entries) < wanted:
        control.append_entry()


def _attributes(field: Field) -> dict[str, str]:
    """Return the HTML attributes of a control.

    No `required`, `maxlength` or `type="date"`: the browser would speak in its own language,
    one field at a time, and cut a pasted text without a word.
    """
    if field.kind in NUMERIC:
        return {"inputmode": "decimal" if field.decimals else "numeric", "autocomplete": "off"}
    if field.kind is Kind.FILE:
        several = {"multiple": "multiple"} if field.several else {}
        return {"accept": ".pdf,application/pdf"} | several
    if field.kind is Kind.YES_NO and not field.options:
        return {"value": "yes"}
    if field.kind is Kind.LINES or (field.kind is Kind.TEXT and field.lines > 1):
        return {"rows": str(field.lines)}
    return {"autocomplete": "off"} if field.kind in {Kind.TEXT, Kind.DATE} else {}


class _TickList(wtforms.SelectMultipleField):
    """Several answers, each with its own box."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


_STOCK: Mapping[Kind, type[wtforms.Field]] = {
    Kind.TEXT: wtforms.StringField,
    Kind.LINES: wtforms.TextAreaField,
    Kind.NUMBER: wtforms.StringField,
    Kind.DATE: wtforms.StringField,
    Kind.YES_NO: wtforms.BooleanField,
    Kind.CHOICE: wtforms.RadioField,
    Kind.SELECT: wtforms.SelectField,
    Kind.CHOICES: _TickList,
    Kind.PERSON: wtforms.SelectField,
    Kind.UNIT: wtforms.SelectField,
    Kind.MONEY: wtforms.StringField,
    Kind.AREA: wtforms.StringField,
    Kind.FILE: wtforms.FileField,
    Kind.LIST: wtforms.FieldList,
}
