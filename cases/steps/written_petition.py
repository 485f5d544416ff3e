"""Writes what triage finds out about a petition, and where it is passed on to."""

from collections.abc import Mapping

from sqlalchemy import bindparam, select, update

from cases.actor import Actor
from cases.models.case import Case
from cases.models.petition import Petition
from cases.models.transfer import Transfer
from cases.policy.visible_cases import visible_cases
from cases.rows import insert_row
from cases.runs.locked_run import LockedRun
from cases.runs.recorded_events import NewEvent
from cases.runs.refused_answer import refused_at
from cases.search.entries import index_petition
from cases.secrecy import LEVELS, NOT_SECRET
from cases.steps.filed_answers import FiledAnswers
from cases.steps.petition_kinds import AUTHORED, may_become
from cases.steps.written_parties import write_parties
from cases.steps.written_records import Writing

EVENT_COLUMNS: Mapping[str, str] = {"handling_decided": "triaged_on"}
"""Event -> date column of the petition."""

EVENT_HANDLINGS: Mapping[str, str] = {"withdrawn": "withdrawn_early"}
"""Event -> what becomes of the petition, whatever was proposed."""

DUPLICATE = "duplicate"
"""Why a petition is not eligible: an earlier one says the same."""

JOINS = "joins_case"
NO_SUCH_CASE = "không có vụ việc khiếu nại đang giải quyết mang mã này"

_UPDATE = update(Petition.__table__).where(  # type: ignore[arg-type]
    Petition.__table__.c.id == bindparam("of_id")
)


def write_petition(
    writing: Writing, filed: FiledAnswers, events: list[NewEvent], actor: Actor
) -> None:
    """Update the columns of the petition that the form or its events set.

    Raises:
        SubmissionRefusedError: The petition joins a case that is closed or cannot be seen.
    """
    run = writing.run
    if run.petition_id is None:
        return
    columns = _columns(run, filed)
    if JOINS in columns:
        columns["joins_case_id"] = _case_to_join(writing, str(columns.pop(JOINS)), actor)
    for event in events:
        if event.code in EVENT_COLUMNS:
            columns[EVENT_COLUMNS[event.code]] = event.occurred_on
        if event.code in EVENT_HANDLINGS:
            columns["handling"] = EVENT_HANDLINGS[event.code]
    if columns:
        writing.tx.connection().execute(_UPDATE, {"of_id": run.petition_id, **columns})
    if "kind" in columns:
        _write_people(writing, filed, str(columns["kind"]))
    _write_transfer(writing, filed, events)


def _columns(run: LockedRun, filed: FiledAnswers) -> dict[str, object]:
    """Return what the form says of the petition; a ground for not handling it is a no.

    Found eligible, or not eligible for another reason, it is no duplicate whatever was marked.
    """
    columns = dict(filed.record("petition"))
    kind = str(columns.pop("kind", run.kind))
    if kind != run.kind and may_become(run, kind):
        columns["kind"] = kind
    if columns.get("ineligible_ground"):
        columns.setdefault("eligible", False)
    if "eligible" in columns and columns.get("ineligible_ground") != DUPLICATE:
        columns["duplicate_of_id"] = None
    return columns


def _write_people(writing: Writing, filed: FiledAnswers, kind: str) -> None:
    """Write who the petition is from, now that it is known to be of a kind that says so."""
    petition_id = writing.run.petition_id or 0
    if kind in AUTHORED:
        write_parties(writing.tx, writing.office, petition_id, kind, filed.parties)
    index_petition(writing.tx, petition_id)


def _case_to_join(writing: Writing, code: str, actor: Actor) -> int:
    found = writing.tx.scalar(
        select(Case.id).where(
            Case.code == code.strip().upper(),
            Case.kind == writing.run.kind,
            Case.closed_on.is_(None),
            Case.secrecy.in_(LEVELS if writing.run.is_secret else (NOT_SECRET,)),
            visible_cases(actor),
        )
    )
    if found is None:
        raise refused_at(writing.run, JOINS, NO_SUCH_CASE)
    return found


def _write_transfer(writing: Writing, filed: FiledAnswers, events: list[NewEvent]) -> None:
    given = filed.record("transfer")
    if not given:
        return
    run = writing.run
    unit = given.get("to_unit")
    row = {
        "petition_id": run.petition_id,
        "run_id": run.id,
        "from_unit_id": run.unit_id,
        "to_unit_id": int(str(unit)) if unit else None,
        "to_body": None if unit else given.get("to_body"),
        "document_number": filed.record("document").get("number"),
        "sent_on": max((one.occurred_on for one in events), default=writing.at.date()),
        "sent_by_id": writing.account_id,
        "status": "sent",
    }
    insert_row(writing.tx, Transfer, row)
