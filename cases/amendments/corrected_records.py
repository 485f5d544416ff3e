"""Puts corrected values where the form of a step has put them: columns of records and parties."""

from datetime import date

from cases.actor import Actor
from cases.amendments.corrected_enforcement import correct_report
from cases.amendments.correction import Correction
from cases.amendments.field_changes import FieldChange
from cases.amendments.recorded_values import WORDING, StepRecords
from cases.amendments.reported_enforcement import EVENT, FOLLOW_UP
from cases.database import Transaction
from cases.folding import fold
from cases.models.party import Party
from cases.office import Office
from cases.runs.recorded_events import NewEvent
from cases.search.entries import index_petition
from cases.steps.filed_answers import FiledAnswers
from cases.steps.written_parties import change_party
from cases.steps.written_records import Writing, write_case, write_decision

ACCEPTED = "accepted"
REPORTED = frozenset({EVENT, FOLLOW_UP})
"""Records of which only rows are added."""


def write_records(tx: Transaction, office: Office, actor: Actor, correction: Correction) -> None:
    """Update the rows of the step, and those that it shares with the rest of the case."""
    standing, of_case = correction.standing, FiledAnswers()
    for change in correction.changes:
        name, _, column = (change.field.record or "").partition(".")
        if not name or change.field.record in WORDING or name in REPORTED:
            continue
        if name == "case":
            of_case.records.setdefault("case", {})[column] = _stored(change)
        elif name == "party":
            _set_party(tx, office, standing.records, column, change.new)
        else:
            _set(getattr(standing.records, name), column, _stored(change))
        if change.field.record == "petition.field":
            of_case.records.setdefault("case", {})["field"] = change.new
    _fold_text(standing.records)
    tx.flush()
    _correct_report(tx, correction)
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


def _correct_report(tx: Transaction, correction: Correction) -> None:
    standing = correction.standing
    told = {change.field.record or "": change for change in correction.changes}
    changes = {path: one for path, one in told.items() if path.partition(".")[0] in REPORTED}
    days = _days_of(correction)
    correct_report(tx, standing.records.reported, changes, days, standing.step.id)


def _days_of(correction: Correction) -> tuple[date, date]:
    """Return the day of the first event of the step, as it was and as corrected."""
    events = correction.standing.records.events.values()
    first = next(iter(events), None)
    if first is None:
        return date.min, date.min
    return first.occurred_on, correction.dates.get(first.id, first.occurred_on)


def _stored(change: FieldChange) -> object:
    if change.new is None and isinstance(change.old, bool):
        return False
    if change.new is None and (change.field.record or "").startswith("enforcement."):
        return 0  # nothing is owed
    return " ".join(map(str, change.new)) if isinstance(change.new, tuple) else change.new


def _set(row: object, column: str, value: object) -> None:
    if row is not None:
        setattr(row, column, value)


def _set_party(
    tx: Transaction, office: Office, records: StepRecords, path: str, value: object
) -> None:
    role, _, column = path.partition(".")
    party, petition = records.parties.get(role), records.petition
    if party is None and petition is not None and column == "full_name":
        party = Party(petition_id=petition.id, petition_kind=petition.kind, role=role)
        tx.add(party)
    if party is not None:
        change_party(office, party, column, value)


def _fold_text(records: StepRecords) -> None:
    text = records.petition_text
    if text is not None:
        text.title_f = fold(text.title or "") or None
        text.text_f = fold(f"{text.title or ''} {text.summary} {text.request or ''}")
