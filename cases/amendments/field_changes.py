"""Which fields of a finished step a correction changes, and what may be told of each."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from cases.amendments.recorded_values import WORDING
from cases.journal.changes import may_be_told
from cases.steps.filed_answers import storable
from forms.fields import NUMERIC, Field, Form, Kind
from forms.prefill import initial
from forms.visibility import hidden_keys

if TYPE_CHECKING:
    from forms.values import Value

REASON, DOCUMENT = "correction_reason", "correction_document"

_SIGNED = frozenset({"document", "decision"})


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field: what stands on record, and what shall stand there."""

    field: Field
    old: object
    new: object

    @property
    def is_open(self) -> bool:
        """Tell whether both values may stay in the history: codes, dates and numbers of papers."""
        return may_be_told(self.field)

    @property
    def is_signed(self) -> bool:
        """Tell whether a paper with a number says it: correcting that takes another paper."""
        return (self.field.record or "").split(".")[0] in _SIGNED


def correction_form(form: Form) -> Form:
    """Return the form of the step with the questions about the correction itself.

    Without files, which are added and never replaced, and without people, who are assigned. Of a
    secret record the reason is not written down, only the paper that it stands on.
    """
    left_out = {Kind.FILE, Kind.PERSON}
    asked = tuple(field for field in form.fields if field.kind not in left_out)
    part = "Đính chính"
    reason = Field(
        key=REASON,
        label="Lý do đính chính",
        kind=Kind.LINES,
        required=True,
        lines=3,
        max_length=1000,
        part=part,
        help="Lý do hiện trong lịch sử hồ sơ.",
    )
    document = Field(
        key=DOCUMENT,
        label="Số văn bản đính chính",
        kind=Kind.TEXT,
        max_length=100,
        part=part,
        help="Bắt buộc khi sửa số, ngày hoặc nội dung của văn bản đã ký.",
    )
    if form.is_status_only:
        asked = (*asked, replace(document, required=True))
        return replace(
            form,
            fields=asked,
            absent=(*form.absent, reason),
            submit_label="Xem trước đính chính",
        )
    return replace(form, fields=(*asked, reason, document), submit_label="Xem trước đính chính")


def field_changes(
    form: Form, recorded: Mapping[str, object], values: Mapping[str, object]
) -> tuple[FieldChange, ...]:
    """Compare what stands on record with what was typed.

    A field that is not asked any more loses its value, unless another one that is asked keeps the
    same record.
    """
    never_asked = hidden_keys(form, initial(form, cast("Mapping[str, Value]", recorded)))
    kept = {field.record for field in form.fields if field.key in values and field.record}
    changes = (
        FieldChange(field, recorded.get(field.key), values.get(field.key))
        for field in form.fields
        if field.key not in {REASON, DOCUMENT}
        and (field.key in values or _loses(field, kept, never_asked))
    )
    return tuple(change for change in changes if not _same(change))


def _loses(field: Field, kept: Collection[str | None], never_asked: Collection[str]) -> bool:
    is_kept = field.record in kept and field.record not in WORDING
    return field.key not in never_asked and not is_kept


def _same(change: FieldChange) -> bool:
    old, new = _plain(change.field, change.old), _plain(change.field, change.new)
    return old == new


def _plain(field: Field, value: object) -> object:
    if value in (None, "", (), []):
        return None
    if value is False and not field.options:
        return None  # a box that is not ticked
    if field.kind in NUMERIC:
        return Decimal(str(value)).normalize()
    return storable(value)
