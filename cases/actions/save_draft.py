"""Keeps what a person has typed so far."""

from collections.abc import Mapping
from datetime import datetime

from cases.actor import Actor
from cases.database import Transaction
from cases.models.draft import Draft
from cases.office import Office, to_json
from cases.sealed.column import ForRow
from cases.steps.draft_words import refuse_people_in_draft
from cases.steps.sent_form import take_turn_of_form, was_registered, was_started
from cases.steps.status_draft import kept_of_secret, status_form_at
from cases.upsert import upsert_rows

LARGEST_DRAFT = 500_000
LONGEST_PLACE = 120


def save_draft(
    tx: Transaction,
    office: Office,
    actor: Actor,
    *,
    place: str,
    values: Mapping[str, list[str]],
    token: str = "",
) -> datetime | None:
    """Save the raw values of one form, over an earlier draft; return when.

    ``None``: the form with that token was sent meanwhile, so there is nothing left to
    keep. A browser may still be saving while it sends: what it saved would stand in the form of
    the next petition.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: Whose draft it is; nobody else sees it.
        place: ``step:<run>:<task>``, ``intake:<procedure>`` or ``message:<run>:<message>``.
        values: Field name -> typed strings; files are not kept.
        token: What the form is registered or started with, if it is filled in again and again.

    Raises:
        SubmissionRefusedError: It holds content, and the record is secret; or it may name who
            denounces.
        ValueError: Larger than any form of ours can be.
    """
    if token:
        take_turn_of_form(tx, token)
        if was_registered(tx, token) or was_started(tx, token):
            return None
    asked = status_form_at(tx, office, place)
    if asked is not None:
        values = kept_of_secret(asked, values)
    raw = to_json(dict(values))
    if len(raw) > LARGEST_DRAFT:
        msg = "draft too large"
        raise ValueError(msg)
    refuse_people_in_draft(tx, office, place, values)
    now = office.clock.now()
    named = {"account_id": actor.account_id, "place": place[:LONGEST_PLACE]}
    row = {**named, "raw": ForRow(raw, tuple(named.values())), "saved_at": now}
    upsert_rows(tx, Draft, [row], key=("account_id", "place"))
    return now
