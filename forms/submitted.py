"""What reading a form gives: values, and what is to be corrected."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from forms.fields import lower_first
from forms.values import Value


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing to correct.

    Attributes:
        key: Name of the control; for a column of a list `<list>-<row>-<column>`.
        label: Label of the field.
        message: What is wrong and what to do, shown at the field.
        is_warning: The head of the unit may keep the answer and say why.
    """

    key: str
    label: str
    message: str
    is_warning: bool = False

    @property
    def line(self) -> str:
        """The error as a line of the list at the top of the page."""
        if self.message.startswith(f"{self.label} "):
            return f"{self.label}: {self.message[len(self.label) + 1 :]}"
        return f"{self.label}: {lower_first(self.message)}"


@dataclass(frozen=True, slots=True)
class Submission:
    """What reading a form gave.

    Attributes:
        values: Value by key of each field that was answered rightly. A hidden field and one
            left blank have no value; a tick box that is asked always has one.
        errors: What must be corrected, in the order of the form.
        warnings: Checked words that may name somebody: corrected, or kept by who may, with a
            reason.
        unknown: Names under which something was sent that the form does not ask for.
        reason: Why the words are to be kept as they are; empty where none was given.
    """

    values: Mapping[str, Value]
    errors: tuple[FieldError, ...]
    warnings: tuple[FieldError, ...] = ()
    unknown: tuple[str, ...] = field(default=(), compare=False)
    reason: str = ""
