"""What somebody typed and where: kept as a draft whenever it could not be recorded."""

from dataclasses import dataclass
from datetime import datetime

from flask import request, url_for

from app.form_token import sent_token
from app.office_context import office, writing
from app.secrecy_asked import level_in_address, named_level
from app.typed_petition import TRANSFER, asked_transfer
from cases.actions.save_draft import save_draft
from cases.actor import Actor
from cases.errors import CasesError
from cases.steps.intake_place import intake_place

OURS = "_"
"""Names of our own controls start so; the fields of a form never do."""


@dataclass(frozen=True, slots=True)
class TypingPlace:
    """A form of one person.

    Attributes:
        key: Name of the draft.
        address: Page where the form is filled in.
        draft_address: Where its draft is sent.
        drop_address: Where it is thrown away.
    """

    key: str
    address: str
    draft_address: str
    drop_address: str


def typing_place() -> TypingPlace | None:
    """Return the form that this request shows or sends, if it does."""
    values = request.view_args or {}
    match request.blueprint, values:
        case "steps", {"run_id": run_id, "task_id": task_id}:
            key = f"step:{run_id}:{task_id}"
        case "messages", {"run_id": run_id, "message": message}:
            key = f"message:{run_id}:{message}"
        case "procedures", {"code": code, "procedure": procedure}:
            key = f"start:{code}:{procedure}"
        case "intake", {"procedure": procedure, "kind": kind} if level := named_level():
            transfer_id = asked_transfer()
            key = intake_place(procedure, level, kind, transfer_id)
            values = values | level_in_address(level)
            values |= {TRANSFER: transfer_id} if transfer_id else {}
        case _:
            return None
    show, keep, drop = (
        url_for(f"{request.blueprint}.{view}", **values) for view in ("show", "keep", "drop")
    )
    return TypingPlace(key, show, keep, drop)


def typed_values() -> dict[str, list[str]]:
    """Return what was typed in the form, as it came: field -> values; never a file."""
    return {name: values for name, values in request.form.lists() if not name.startswith(OURS)}


def typed_pairs() -> list[tuple[str, str]]:
    """Return what was typed as name and value, to be sent once more."""
    return [(name, value) for name, values in typed_values().items() for value in values]


def keep_typed_values(person: Actor, place: TypingPlace) -> datetime | None:
    """Keep what this request brought as the person's draft.

    Returns:
        When it was saved; ``None`` when there was nothing to keep or no place for it.
    """
    try:
        return keep_or_refuse(person, place)
    except CasesError:
        return None


def keep_or_refuse(person: Actor, place: TypingPlace) -> datetime | None:
    """Keep it likewise where a person asked for that.

    Raises:
        SubmissionRefusedError: It holds content, and the record is secret.
    """
    values = typed_values()
    if not any(text.strip() for texts in values.values() for text in texts):
        return None
    try:
        with writing() as tx:
            return save_draft(
                tx, office(), person, place=place.key, values=values, token=sent_token()
            )
    except ValueError:  # too large for any form of ours
        return None
