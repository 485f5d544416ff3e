"""Forms, posted strings and PDFs to test with."""

import io
import json
from dataclasses import dataclass
from datetime import date

import pikepdf

from forms.definition import Form, parse_form
from forms.posted import RawValues
from forms.submission import Limits, Submission, read

TODAY = date(2026, 8, 26)
RECEIVED = date(2026, 8, 14)
LIMITS = Limits(today=TODAY, earliest=RECEIVED, earliest_label="ngày nhận đơn")


def form_file(*components, **root):
    """A form file with these components."""
    content = {"type": "default", "id": "sample", "schemaVersion": 18, "components": components}
    return json.dumps({**content, **root}).encode()


def form_of(*components) -> Form:
    return parse_form("sample", form_file(*components))


def field(type_, key="answer", label="Câu trả lời", **settings):
    """A component; `required=True` and `kind="money"` go where form-js wants them."""
    properties = {
        name: settings.pop(name)
        for name in (
            *("kind", "record", "fact", "event", "article", "format", "role", "lines"),
            *("not_after_due", "not_before_start", "after_due", "appointed", "document"),
        )
        if name in settings
    }
    validate = {
        name: settings.pop(name)
        for name in ("required", "minLength", "maxLength", "min", "max")
        if name in settings
    }
    if "hide" in settings:
        settings["conditional"] = {"hide": settings.pop("hide")}
    if type_ == "datetime":
        settings.setdefault("subtype", "date")
    extra = {"properties": properties, "validate": validate}
    return {
        "type": type_,
        "key": key,
        "label": label,
        **settings,
        **{name: value for name, value in extra.items() if value},
    }


def options(*values):
    return [{"value": value, "label": f"Mục {value}"} for value in values]


def handling(**settings):
    """The question most conditions ask about."""
    return field("radio", "handling", "Hướng xử lý", values=options("accept", "refuse"), **settings)


def posted(**values) -> RawValues:
    """Strings as a browser posts them; `rows__0__name` stands for `rows-0-name`."""
    return RawValues(
        {
            name.replace("__", "-"): [value] if isinstance(value, str) else list(value)
            for name, value in values.items()
        }
    )


def submit(*components, files=None, limits=LIMITS, choices=None, **values) -> Submission:
    """Read posted strings with a form of these components."""
    return read(form_of(*components), posted(**values), files, limits, choices or {})


def message(submission: Submission) -> str:
    """The message of the only error."""
    (error,) = submission.errors
    return error.message


@dataclass
class Chosen:
    """A file as a browser sends it."""

    filename: str | None
    content: bytes = b""

    @property
    def stream(self):
        return io.BytesIO(self.content)


class Files(dict):
    """Files by the name of their control."""

    def getlist(self, key):
        return self.get(key, [])


def pdf_bytes(change=None, **save) -> bytes:
    """A PDF of one blank page, after `change(pdf)`."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    if change is not None:
        change(pdf)
    target = io.BytesIO()
    pdf.save(target, **save)
    return target.getvalue()
