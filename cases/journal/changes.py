"""What the journal and the history may tell of a changed field: the one place that decides it.

A field that may hold what people wrote, or name somebody, is told as "đã đổi"; codes, dates,
amounts and the numbers of papers are told before and after. Where nothing is said, a text is
personal.
"""

from collections.abc import Mapping

from sqlalchemy import String

from cases.models.declarative import TOLD, Table
from forms.fields import Field, Kind

CHANGED = "đã đổi"

_PERSONAL = frozenset({"petition_text", "party", "assignment", "note"})
_WORDS = frozenset({Kind.TEXT, Kind.LINES})
_NAMES_NOBODY = frozenset(
    {
        "document.number",
        "decision.number",
        "petition.forwarded_document",
        "case.complexity_document",
    }
)
"""Texts that are numbers of papers."""


def may_be_told(field: Field) -> bool:
    """Tell whether the values of a form's field may stay in journal and history."""
    if field.kind in _WORDS:
        return field.record in _NAMES_NOBODY
    if field.event or field.fact:
        return True
    return bool(field.record) and (field.record or "").split(".")[0] not in _PERSONAL


def change_of_field(field: Field, before: object, after: object) -> dict[str, object]:
    """Return an entry of ``fields`` in the detail for a field of a form."""
    return _change(field.key, before, after, is_told=may_be_told(field))


def changes_of_row(
    table: type[Table], before: Mapping[str, object], after: Mapping[str, object]
) -> list[dict[str, object]]:
    """Return ``fields`` for the columns of a row that differ; what is not in ``before`` was empty.

    A column of text is told only if its model marks it with ``info=TOLD``.
    """
    columns = table.__table__.c
    return [
        _change(
            name,
            before.get(name),
            after[name],
            is_told=TOLD.items() <= columns[name].info.items()
            or not isinstance(columns[name].type, String),
        )
        for name in after
        if after[name] != before.get(name)
    ]


def _change(name: str, before: object, after: object, *, is_told: bool) -> dict[str, object]:
    if not is_told:
        return {"field": name, "before": CHANGED, "after": CHANGED}
    return {"field": name, "before": before, "after": after}
