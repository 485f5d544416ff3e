"""What is asked of a secret record: the state of its handling, neither content nor file.

Khoản 6 Điều 5 Quy chế 2003/QĐ-UBND. Which answer is status is decided here, once for every form:
codes, days, units and people in office are; words, files, amounts and results are content, and so
is everything that has no home of its own among the records (``Record.of_secret`` says otherwise).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from forms.checks import Check
from forms.fields import Field, Form, Kind
from forms.records import RECORDS

KEPT = 512
"""More than the forms of all versions with running cases."""

ARTICLE = "khoản 6 Điều 5 Quy chế 2003/QĐ-UBND"
NOT_HERE = f"Văn bản mật chỉ cập nhật tình trạng. Bỏ phần này ({ARTICLE})"

RECEIVED = "petition.received_on"
PAPER = Field(
    key="paper_file_ref",
    label="Ký hiệu và nơi giữ hồ sơ giấy",
    kind=Kind.TEXT,
    required=True,
    record="petition.paper_file_ref",
    max_length=100,
    part="Hồ sơ giấy",
    help="Chỉ ghi ký hiệu và nơi giữ, ví dụ: 04/HS-M, văn thư mật. Không ghi nội dung.",
    article=ARTICLE,
)
"""Asked where a secret petition is entered in the books: everything else stays on paper."""

_STATUS = frozenset(
    {Kind.DATE, Kind.YES_NO, Kind.CHOICE, Kind.SELECT, Kind.CHOICES, Kind.PERSON, Kind.UNIT}
)


def is_status(field: Field) -> bool:
    """Tell whether the answer to a field may be kept of a secret record."""
    record = RECORDS.get(field.record or "")
    if record is not None and record.of_secret is not None:
        return record.of_secret
    if field.record is not None:
        return field.kind in _STATUS
    return field.kind in _STATUS | {Kind.NUMBER} and bool(field.fact or field.event)


# A form is one object as long as its version lives, so that finding it costs a look at it.
@lru_cache(maxsize=KEPT)
def status_only(form: Form) -> Form:
    """Return what is left of a form when it is about a secret record.

    A choice that has no home but decides what else is asked stays; its answer is not kept. Where
    content would decide, the field is always asked, and may be left blank.
    """
    status = {field.key for field in form.fields if is_status(field)}
    deciding = frozenset(_deciding(form, status)) - status
    asked = status | deciding
    fields = [_freed(field, asked) for field in form.fields if field.key in asked]
    if any(field.record == RECEIVED for field in fields):
        fields.append(PAPER)
    return replace(
        form,
        fields=tuple(fields),
        checks=tuple(check for check in form.checks if _can_be_made(check, form, asked)),
        absent=tuple(field for field in form.fields if field.key not in asked),
        unkept=deciding,
        is_status_only=True,
    )


def _deciding(form: Form, status: Collection[str]) -> Iterator[str]:
    """Yield the choices without a home whose answers decide about fields that stay."""
    wanted = set(status)
    # a condition only speaks of fields above, so one pass upwards finds them all
    for field in reversed(form.fields):
        has_home = field.record or field.fact or field.event
        if field.key in wanted and field.key not in status and not has_home:
            yield field.key
        if field.key in wanted and field.hidden_when is not None:
            wanted |= {each.key for each in field.hidden_when.comparisons}


def _freed(field: Field, asked: Collection[str]) -> Field:
    condition = field.hidden_when
    if condition is None or all(each.key in asked for each in condition.comparisons):
        return field
    return replace(field, hidden_when=None, required=False)


def _can_be_made(check: Check, form: Form, asked: Collection[str]) -> bool:
    own = {field.key for field in form.fields}
    named = {name for statement in check.statements for name in statement.names}
    return check.field in asked and named & own <= set(asked)


def sent_content(form: Form, names: Collection[str]) -> Sequence[Field]:
    """Return the fields that are absent and were sent all the same, those in rows included."""
    sent = {name.split("-", 1)[0] for name in names}
    return [field for field in form.absent if field.key in sent]
