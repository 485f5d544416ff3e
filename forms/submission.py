"""Reads what was posted: typed values, or everything that must be corrected, all at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from forms.checked_words import reason_given, unknown_names, warnings
from forms.checks import Check, Known
from forms.date_reader import read_date
from forms.errors import RefusedAnswerError
from forms.fields import NUMERIC, ONE_OF, Field, Form, Kind, Option, lower_first
from forms.file_reader import Upload, UploadedFile, Uploads, cleaned, read_upload
from forms.limits import Limits
from forms.number_reader import read_number
from forms.posted import MAX_ROWS, Posted, raw_values, row_count, row_name
from forms.status_only import NOT_HERE, sent_content
from forms.submitted import FieldError, Submission
from forms.text_reader import read_text
from forms.values import Answer, Row, Value
from forms.visibility import hidden_keys, is_yes

__all__ = [
    "Choices",
    "FieldError",
    "Limits",
    "Posted",
    "Submission",
    "UploadedFile",
    "Uploads",
    "Value",
    "contradictions",
    "offered",
    "read",
]

Choices = Mapping[str, Sequence[Option]]
NO_CHOICES: Choices = MappingProxyType({})

MAX_FILES = 20

_NOT_OFFERED = "Chọn một mục trong danh sách"


@dataclass(frozen=True, slots=True)
class _Desk:
    """Everything an answer is read with."""

    raw: Mapping[str, Sequence[str]]
    files: Uploads | None
    limits: Limits
    choices: Choices


def read(
    form: Form,
    posted: Posted,
    files: Uploads | None,
    limits: Limits,
    choices: Choices = NO_CHOICES,
) -> Submission:
    """Read a posted form.

    Nothing that is posted raises: it gives a value or an error. Fields whose condition hides
    them are neither read nor required.

    Args:
        form: What was asked.
        posted: The strings, by name of control.
        files: The uploaded files, by name of control; None when there are none.
        limits: The bounds of this moment and installation.
        choices: What may be chosen in fields whose options the form does not hold: by key, or
            `<list>.<column>` for the column of a list.
    """
    desk = _Desk(raw_values(form, posted), files, limits, choices)
    hidden = hidden_keys(form, desk.raw)
    values: dict[str, Value] = {}
    errors: list[FieldError] = []
    for field in form.fields:
        if field.key in hidden:
            continue
        if field.kind is Kind.LIST:
            value: Value | None = _read_rows(field, desk, errors)
        else:
            value = _read_one(field, desk, errors)
        if value is not None:
            values[field.key] = value
    errors += [
        FieldError("", field.label, f"{field.label}: {lower_first(NOT_HERE)}")
        for field in sent_content(form, frozenset(_filled(form, posted, files)))
    ]
    own = [check for check in form.checks if not check.asks_the_case]
    errors += _contradictions(form, own, values, {}, frozenset(error.key for error in errors))
    return Submission(
        MappingProxyType(values),
        tuple(errors),
        warnings(form, values),
        unknown_names(form, posted, files),
        reason_given(posted),
    )


def contradictions(form: Form, submission: Submission, known: Known) -> tuple[FieldError, ...]:
    """Return the answers that contradict what the case knows."""
    asking = [check for check in form.checks if check.asks_the_case]
    return tuple(_contradictions(form, asking, submission.values, known, frozenset()))


def offered(field: Field, choices: Choices, inside: Field | None = None) -> Sequence[Option]:
    """Return what may be chosen in a field.

    Args:
        field: The field.
        choices: The options that the caller gives.
        inside: The list the field is a column of.
    """
    return field.options or choices.get(f"{inside.key}.{field.key}" if inside else field.key, ())


def _filled(form: Form, posted: Posted, files: Uploads | None) -> Iterator[str]:
    """Yield the names under which something was sent that a form of a secret record lacks."""
    if form.is_status_only:
        yield from (name for name in posted if any(text.strip() for text in posted.getlist(name)))
        yield from (field.key for field in form.absent if any(_chosen(field, files)))


def _contradictions(
    form: Form,
    checks: Sequence[Check],
    values: Mapping[str, Value],
    known: Known,
    wrong: frozenset[str],
) -> Iterator[FieldError]:
    """Yield one error for each refused field, unless its answer is already wrong by itself."""
    told = set(wrong)
    for check in checks:
        if check.field not in told and check.refuses(values, known):
            told.add(check.field)
            yield FieldError(check.field, form.field(check.field).label, check.words)


def _read_one(field: Field, desk: _Desk, errors: list[FieldError]) -> Value | None:
    try:
        if field.kind is Kind.FILE:
            return _read_file(field, desk)
        return _read_answer(field, desk.raw.get(field.key, ()), desk, offered(field, desk.choices))
    except RefusedAnswerError as error:
        errors.append(FieldError(field.key, field.label, error.message))
        return None


def _read_rows(field: Field, desk: _Desk, errors: list[FieldError]) -> tuple[Row, ...] | None:
    count = row_count(field, desk.raw)
    message = _wrong_count(field, count)
    if message:
        errors.append(FieldError(field.key, field.label, message))
    if not count or count > MAX_ROWS:
        return None
    return tuple(_read_row(field, row, desk, errors) for row in range(count))


def _read_row(field: Field, row: int, desk: _Desk, errors: list[FieldError]) -> Row:
    values: dict[str, Answer] = {}
    for column in field.columns:
        name = row_name(field, row, column)
        options = offered(column, desk.choices, inside=field)
        try:
            value = _read_answer(column, desk.raw.get(name, ()), desk, options)
        except RefusedAnswerError as error:
            errors.append(FieldError(name, f"{column.label} (dòng {row + 1})", error.message))
        else:
            if value is not None:
                values[column.key] = value
    return MappingProxyType(values)


def _wrong_count(field: Field, count: int) -> str:
    fewest = max(int(field.minimum or 0), 1 if field.required else 0)
    most = MAX_ROWS if field.maximum is None else min(MAX_ROWS, int(field.maximum))
    if count < fewest and (count or field.required):
        return f"Ghi ít nhất {fewest} dòng"
    if count > most:
        return f"Ghi nhiều nhất {most} dòng"
    return ""


def _read_answer(
    field: Field, typed: Sequence[str], desk: _Desk, options: Sequence[Option]
) -> Answer | None:
    """Read one answer; None when it was left blank and may be."""
    written = [each for each in typed if each.strip()]
    if field.kind is Kind.YES_NO:
        answer: Answer | None = _read_yes_no(field, written)
    elif not written:
        answer = None
    elif field.kind is Kind.CHOICES:
        answer = _read_choices(written, options)
    elif field.kind in ONE_OF:
        answer = _read_choice(written[0], options)
    elif field.kind in NUMERIC:
        answer = read_number(field, written[0])
    elif field.kind is Kind.DATE:
        answer = read_date(field, written[0], desk.limits)
    else:
        # characters that do not show may be all there was
        answer = read_text(field, written[0]) or None
    if answer is None and field.required:
        raise RefusedAnswerError(_missing(field))
    return answer


def _read_yes_no(field: Field, written: list[str]) -> bool | None:
    first = written[0].strip() if written else ""
    if not field.options:
        ticked = is_yes(first)
        if field.required and not ticked:
            raise RefusedAnswerError(_missing(field))
        return ticked
    if first and first not in {option.value for option in field.options}:
        raise RefusedAnswerError(_NOT_OFFERED)
    return is_yes(first) if first else None


def _read_choice(typed: str, options: Sequence[Option]) -> str:
    if typed not in {option.value for option in options}:
        raise RefusedAnswerError(_NOT_OFFERED)
    return typed


def _read_choices(typed: Sequence[str], options: Sequence[Option]) -> tuple[str, ...]:
    wanted = set(typed)
    known = tuple(option.value for option in options if option.value in wanted)
    if len(known) != len(wanted):
        raise RefusedAnswerError(_NOT_OFFERED)
    return known


def _read_file(field: Field, desk: _Desk) -> UploadedFile | tuple[UploadedFile, ...] | None:
    chosen = list(_chosen(field, desk.files))
    if not chosen and field.required:
        raise RefusedAnswerError(_missing(field))
    if len(chosen) > MAX_FILES:
        message = f"Chọn nhiều nhất {MAX_FILES} tệp một lần"
        raise RefusedAnswerError(message)
    if field.several:
        return tuple(_read_upload(one, field, desk) for one in chosen) or None
    return _read_upload(chosen[0], field, desk) if chosen else None


def _read_upload(chosen: Upload, field: Field, desk: _Desk) -> UploadedFile:
    file = read_upload(chosen, desk.limits.upload_bytes)
    return cleaned(file, field.label) if field.checked else file


def _chosen(field: Field, files: Uploads | None) -> Iterator[Upload]:
    if files is not None:
        yield from (upload for upload in files.getlist(field.key) if upload.filename)


def _missing(field: Field) -> str:
    if field.kind is Kind.YES_NO and not field.options:
        return "Đánh dấu vào ô này để đi tiếp"
    if field.kind is Kind.FILE:
        return "Chưa có tệp: chọn một tệp PDF"
    if field.kind is Kind.CHOICES:
        return "Chọn ít nhất một mục"
    if field.kind in ONE_OF or field.kind is Kind.YES_NO:
        return "Chọn một mục"
    return "Không để trống"
