"""What of a petition has been typed so far, whatever its intake form calls the fields."""

from flask import request

from cases.queries.duplicate_candidates import TypedPetition
from forms.wtforms_fields import StepForm

TEXTS = ("case.title", "petition_text.title", "petition_text.summary", "petition_text.request")
NAMES = ("party.author.full_name", "party.respondent.full_name", "party.denounced.full_name")
COMPARED = (*NAMES, "party.author.id_number", *TEXTS)
"""Records whose fields are compared with earlier petitions."""
LONGEST = 20_000
TRANSFER = "chuyen"
"""What an address and a form call the petition passed on that is being received."""
LONGEST_ID = 18
JUDGED, SAME, NOT_THE_SAME = "_trung-", "co", "khong"
"""How the controls are called, and answered, that say whether a petition is a duplicate."""


def typed_petition(kind: str, form: StepForm | None) -> TypedPetition:
    """Read this request; what is missing or wrong counts as not typed yet."""
    keys = compared_fields(form)

    def typed(*records: str) -> str:
        texts = (request.form.get(keys[one], "").strip() for one in records if one in keys)
        return " ".join(filter(None, texts)).replace("\0", "")[:LONGEST]

    return TypedPetition(
        kind=kind,
        author=typed("party.author.full_name"),
        id_number=typed("party.author.id_number"),
        about=typed("party.respondent.full_name", "party.denounced.full_name"),
        text=typed(*TEXTS),
    )


def asked_transfer() -> int | None:
    """Return the petition passed on that is being received, if it is one."""
    named = request.values.get(TRANSFER, "")
    return int(named) if named.isascii() and named.isdigit() and len(named) < LONGEST_ID else None


def judged_duplicates() -> dict[str, bool]:
    """Return what was decided beside the form: code of a petition -> whether it is the same."""
    return {
        name.removeprefix(JUDGED): answer == SAME
        for name, answer in request.form.items()
        if name.startswith(JUDGED) and answer in {SAME, NOT_THE_SAME}
    }


def compared_fields(form: StepForm | None) -> dict[str, str]:
    """Return record -> key of the fields that are compared."""
    fields = form.definition.fields if form else ()
    return {one.record: one.key for one in fields if one.record in COMPARED}
