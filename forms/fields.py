"""What a step asks: a form and its fields, as the form file states them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

from forms.checks import Check
from forms.conditions import Comparison, Condition


class Kind(StrEnum):
    """What sort of answer a field takes."""

    TEXT = "text"
    LINES = "lines"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    SELECT = "select"
    CHOICES = "choices"
    PERSON = "person"
    UNIT = "unit"
    MONEY = "money"
    AREA = "area"
    FILE = "file"
    LIST = "list"


class Format(StrEnum):
    """A shape that a line of text must have beyond being text."""

    ID_NUMBER = "id_number"
    PHONE = "phone"


ONE_OF = frozenset({Kind.CHOICE, Kind.SELECT, Kind.PERSON, Kind.UNIT})
NUMERIC = frozenset({Kind.NUMBER, Kind.MONEY, Kind.AREA})

_OTHER_ANSWER = {"yes": "no", "no": "yes"}


@dataclass(frozen=True, slots=True)
class Option:
    """One answer a person may choose."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form.

    Attributes:
        key: Name of the answer; also the name of the control on the page.
        help: The line under the label: what to write and where it will appear.
        article: The article of law that asks for this answer.
        options: What may be chosen. Empty for a person, a unit or a named list: the caller
            gives the options when the form is shown and when it is read.
        list_name: The office list that holds the options, for example `fields`.
        record: Path of `forms.records` the answer is kept under.
        fact: Routing fact the answer sets.
        event: Event whose legal date the answer is.
        appointed: The day is fixed ahead, so it may lie in the future although it is an event.
        not_after_due: Terms: the day may not lie after the due date of the first that runs.
        after_due: Terms: the day must lie after the due date of the first that runs.
        not_before_start: Terms: the day may not lie before the first that runs has begun.
        hidden_when: The field is neither shown, read nor required while this holds.
        part: Heading of the part of the paper the field stands in.
        lead: A paragraph of guidance printed above the field.
        row: Fields of one part with the same row stand side by side.
        width: Share of the row in sixteenths; None shares evenly.
        lines: Height of the control in lines of text.
        minimum: Smallest number allowed, or fewest rows of a list.
        maximum: Largest number allowed, or most rows of a list.
        decimals: Digits allowed after the decimal comma.
        columns: The questions of one row of a list.
        default: What the control holds before anybody typed, as it would be typed.
        role: Only holders of this role are offered in a person field.
        several: A file field takes more than one file.
        document: Type of document that the files are, if not that of the step.
        checked: Words that are looked through for people before they are kept.
    """

    key: str
    label: str
    kind: Kind
    required: bool = False
    help: str = ""
    article: str = ""
    options: tuple[Option, ...] = ()
    list_name: str | None = None
    record: str | None = None
    fact: str | None = None
    event: str | None = None
    appointed: bool = False
    not_after_due: tuple[str, ...] = ()
    not_before_start: tuple[str, ...] = ()
    after_due: tuple[str, ...] = ()
    hidden_when: Condition | None = None
    part: str = ""
    lead: str = ""
    row: str = ""
    width: int | None = None
    lines: int = 1
    min_length: int | None = None
    max_length: int | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    decimals: int = 0
    format: Format | None = None
    suffix: str = ""
    columns: tuple["Field", ...] = ()
    default: str = ""
    role: str | None = None
    several: bool = False
    document: str | None = None
    checked: bool = False

    def option_label(self, value: str) -> str:
        """Return the words shown for an option, or the value itself when it is unknown."""
        return next((option.label for option in self.options if option.value == value), value)


@dataclass(frozen=True, slots=True)
class Part:
    """A headed part of the form, in the order of the paper."""

    title: str
    fields: tuple[Field, ...]

    @property
    def rows(self) -> tuple[tuple[Field, ...], ...]:
        """The fields grouped into lines of the page."""
        return tuple(tuple(row) for row in self._rows())

    def _rows(self) -> Iterator[list[Field]]:
        row: list[Field] = []
        for field in self.fields:
            if row and (not field.row or field.row != row[0].row or field.lead):
                yield row
                row = []
            row.append(field)
        if row:
            yield row


@dataclass(frozen=True, slots=True)
class Form:
    """What is asked at one step.

    Attributes:
        code: Name of the form: its file name without ending.
        title: What the paper is called.
        fields: The questions in the order of the paper.
        submit_label: The words of the button that sends the form; empty leaves them to the page.
        checks: Answers that contradict each other, each with what is said about it.
        absent: Questions that are not asked because the record is secret.
        unkept: Keys of questions whose answers decide what is asked, and are not kept.
        is_status_only: It is about a secret record (`forms.status_only`).
    """

    code: str
    title: str
    fields: tuple[Field, ...]
    submit_label: str = ""
    checks: tuple[Check, ...] = ()
    absent: tuple[Field, ...] = ()
    unkept: frozenset[str] = frozenset()
    is_status_only: bool = False

    def field(self, key: str) -> Field:
        """Return the field with this key.

        Raises:
            KeyError: The form has no such field.
        """
        for field in self.fields:
            if field.key == key:
                return field
        raise KeyError(key)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The fields grouped under their headings."""
        grouped = groupby(self.fields, key=lambda field: field.part)
        return tuple(Part(title, tuple(fields)) for title, fields in grouped)

    def when_hidden(self, field: Field) -> str:
        """Say in Vietnamese when a field is to be filled in, for pages without script.

        Example: `Chỉ ghi khi "Hướng xử lý" là "Không thụ lý"`. Empty for a field that is
        always asked.
        """
        if field.hidden_when is None:
            return ""
        alternatives = field.hidden_when.alternatives
        if all(len(alternative) == 1 for alternative in alternatives):
            asked = (self._describe(alternative[0].opposite) for alternative in alternatives)
            return f"Chỉ ghi khi {' và '.join(asked)}"
        skipped = (" và ".join(map(self._describe, alternative)) for alternative in alternatives)
        return f"Bỏ qua khi {', hoặc khi '.join(skipped)}"

    def _describe(self, comparison: Comparison) -> str:
        asked = self.field(comparison.key)
        is_equal, value = comparison.is_equal, comparison.value
        if asked.kind is Kind.YES_NO and not is_equal:
            is_equal, value = True, _OTHER_ANSWER.get(value, value)
        verb = "là" if is_equal else "không phải"
        words = asked.option_label(value) if asked.options else ""
        words = words or {"yes": "Có", "no": "Không"}.get(value, value)
        return f'"{asked.label}" {verb} "{words}"'


def lower_first(text: str) -> str:
    """Lower the first letter, unless the text starts with an abbreviation such as UBND."""
    if text[1:2].isupper():
        return text
    return text[:1].lower() + text[1:]
