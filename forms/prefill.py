"""Writes values back as somebody would have typed them, to fill a page or a draft."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from forms.date_reader import write_date
from forms.fields import Field, Form, Kind
from forms.file_reader import UploadedFile
from forms.number_reader import write_number
from forms.posted import row_name
from forms.values import Value


def initial(form: Form, values: Mapping[str, Value]) -> dict[str, list[str]]:
    """Return what the controls of a form hold before anybody typed.

    Args:
        form: What is asked.
        values: Known values by key. Other fields hold the default stated in the form file. A
            date may also be given as ISO text, as facts hold it. Files cannot be prefilled.
    """
    raw: dict[str, list[str]] = {}
    for field in form.fields:
        value = values.get(field.key)
        if value is None:
            if field.default:
                raw[field.key] = [field.default]
        elif field.kind is Kind.LIST:
            raw.update(_write_rows(field, value))
        else:
            raw[field.key] = _write(field, value)
    return raw


def _write_rows(field: Field, value: Value) -> dict[str, list[str]]:
    raw: dict[str, list[str]] = {}
    rows = value if isinstance(value, tuple) else ()
    for number, row in enumerate(row for row in rows if isinstance(row, Mapping)):
        for column in field.columns:
            if column.key in row:
                raw[row_name(field, number, column)] = _write(column, row[column.key])
    return raw


def _write(field: Field, value: Value) -> list[str]:
    if isinstance(value, bool):
        no = ["no"] if field.options else []
        return ["yes"] if value else no
    if isinstance(value, date):
        return [write_date(value)]
    if isinstance(value, int | Decimal):
        return [write_number(value)]
    if isinstance(value, tuple):
        return [each for each in value if isinstance(each, str)]  # files cannot be sent back
    return [] if isinstance(value, UploadedFile) else [str(value)]
