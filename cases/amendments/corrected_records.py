"""Puts corrected values where the form of a step has put them: columns of records and parties."""

from cases.actor import Actor
from cases.amendments.correction import Correction
from cases.amendments.field_changes import FieldChange
from cases.amendments.recorded_values import WORDING, StepRecords
from cases.database import Transaction
from cases.folding import fold
from cases.models.party import Party
from cases.office import Office
from cases.runs.recorded_events import NewEvent
from cases.search.entries import index_petition
from cases.steps.filed_answers import FiledAnswers
from cases.steps.written_records import Writing, write_case, write_decision

ACCEPTED = "accepted"


def write_records(tx: Transaction, office: Office, actor: Actor, correction: Correction) -> None:
    """Update the rows of the step, and those that it shares with the rest of the case."""
    standing, of_case = correction.standing, FiledAnswers()
    for change in correction.changes:
        name, _, column = (change.field.record or "").partition(".")
        if not name or change.field.record in WORDING:
            continue
        if name == "case":
            of_case.records.setdefault("case", {})[column] = _stored(change)
        elif name == "party":
            _set_party(tx, standing.records, column, change.new)
        else:
            _set(getattr(standing.records, name), column, _stored(change))
        if change.field.record == "petition.field":
            of_case.records.setdefault("case", {})["field"] = change.new
    _fold_text(standing.records)
    tx.flush()
    writing = Writing(
        tx, office, standing.run, office.clock.now(), actor.account_id, standing.step.id
    )
    events = _events_of_case(correction, of_case)
    write_case(writing, of_case, events)
    write_decision(writing, FiledAnswers(events=events))
    if standing.records.petition is not None:
        index_petition(tx, standing.records.petition.id)


def _events_of_case(correction: Correction, of_case: FiledAnswers) -> list[NewEvent]:
    """Return the events whose dates or numbers the case shows, as corrected."""
    records = correction.standing.records
    if ACCEPTED in records.events and records.document is not None:
        of_case.records["document"] = {"number": records.document.number}
    return [
        NewEvent(event.code, correction.dates.get(event.id, event.occurred_on))
        for event in records.events.values()
        if event.id in correction.dates or event.code == ACCEPTED
    ]


def _stored(change: FieldChange) -> object:
    if change.new is None and isinstance(change.old, bool):
        return False
    return " ".join(map(str, change.new)) if isinstance(change.new, tuple) else change.new


def _set(row: object, column: str, value: object) -> None:
    if row is not None:
        setattr(row, column, value)


def _set_party(tx: Transaction, records: StepRecords, path: str, value: object) -> None:
    role, _, column = path.partition(".")
    party, petition = records.parties.get(role), records.petition
    if party is None and petition is not None and column == "full_name":
        party = Party(petition_id=petition.id, petition_kind=petition.kind, role=role)
        tx.add(party)
    if party is not None:
        setattr(party, column, value)
        party.name_f = fold(party.full_name)


def _fold_text(records: StepRecords) -> None:
    text = records.petition_text
    if text is not None:
        text.title_f = fold(text.title or "") or None
        text.text_f = fold(f"{text.title or ''} {text.summary} {text.request or ''}")
