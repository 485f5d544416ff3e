"""What the proposal for a petition that was marked as a duplicate begins with."""

from collections.abc import Mapping

from sqlalchemy import select

from cases.database import Transaction
from cases.models.petition import Petition
from cases.queries.subjects import Subject
from forms.fields import Field, Form

OF_A_DUPLICATE: Mapping[str, object] = {
    "petition.eligible": False,
    "petition.ineligible_ground": "duplicate",
    "petition.handling": "file_away",
}
"""Record -> value: not eligible, to be filed away (khoản 1 Điều 6 Thông tư 05/2021/TT-TTCP)."""


def proposed_for_duplicate(
    tx: Transaction, subject: Subject, form: Form | None
) -> Mapping[str, object]:
    """Return the first values of the fields of a proposal; nothing unless it is a duplicate.

    Only a form that asks why a petition is not eligible is a proposal. Whoever proposes may
    answer otherwise.
    """
    kind, petition_id = subject
    fields = {field.record: field for field in form.fields} if form else {}
    if kind != "petition" or not set(OF_A_DUPLICATE) <= set(fields):
        return {}
    first = select(Petition.duplicate_of_id).where(Petition.id == petition_id)
    if tx.scalar(first) is None:
        return {}
    return {
        fields[record].key: value
        for record, value in OF_A_DUPLICATE.items()
        if _offers(fields[record], value)
    }


def _offers(field: Field, value: object) -> bool:
    return isinstance(value, bool) or value in {option.value for option in field.options}
