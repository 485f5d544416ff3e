"""Loads one run for writing: its tokens and all that the engine and the terms need to know."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import String, and_, case, cast, func, literal, null, select, union_all

from cases.database import Transaction
from cases.errors import NotFoundError
from cases.models.case import Case
from cases.models.case_unit import CaseUnit
from cases.models.deadline import Deadline
from cases.models.draft import Draft
from cases.models.fact import Fact
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.models.rule_revision import RuleRevision
from cases.models.run import Run
from cases.models.work_item import WorkItem
from cases.office import LoadedVersion, Office, Rules
from engine.values import Scalar, WaitingTimer


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A row of ``work_item`` of the locked run."""

    id: int
    task_id: str
    element: str
    role: str
    unit_id: int
    term: str | None
    assignee_id: int | None
    claimant_id: int | None
    due_on: date | None
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class OpenDeadline:
    """A deadline that runs: a row of ``deadline``, or one about to be written (``id`` 0)."""

    id: int
    term: str
    row_key: str
    started_on: date
    due_on: date
    ends_on: frozenset[str]
    pauses: bool


@dataclass(slots=True)
class LockedRun:
    """One run, locked until the transaction ends.

    Attributes:
        facts: Every declared fact of the version, ``None`` where nothing is known.
        units: Relation -> unit of the case.
        received_on: Day the first petition of the subject came in.
        has_draft: Whether the asking person has a draft at the asked place.
    """

    id: int
    version: LoadedVersion
    rules: Rules
    subject_kind: str
    subject_id: int
    case_id: int | None
    case_code: str
    kind: str
    received_on: date | None
    status: str
    state: bytes
    timers: tuple[WaitingTimer, ...]
    waits_for: tuple[str, ...]
    visited: frozenset[str]
    lock_version: int
    next_fires_at: datetime | None
    is_paused: bool
    items: tuple[OpenItem, ...]
    facts: dict[str, Scalar]
    units: dict[str, int]
    deadlines: list[OpenDeadline]
    has_draft: bool = False

    def item(self, task_id: str) -> OpenItem | None:
        """Return the work item of a waiting step."""
        return next((item for item in self.items if item.task_id == task_id), None)


def lock_run(
    tx: Transaction,
    office: Office,
    run_id: int,
    *,
    draft_of: tuple[int, str] | None = None,
) -> LockedRun:
    """Lock and load a run in two statements.

    Args:
        tx: A writing transaction.
        office: The installation.
        run_id: Which run.
        draft_of: Account and place of a draft to look for in the same breath.

    Raises:
        NotFoundError: There is no such run.
    """
    rows = tx.execute(_run_with_items(run_id, draft_of).with_for_update(of=Run)).all()
    if not rows:
        raise NotFoundError
    first = rows[0]
    version = office.version(tx, first.version_id)
    known = tx.execute(_all_that_is_known(first.subject_kind, first.subject_id)).all()
    stored = {row.key: json.loads(row.text) for row in known if row.what == "fact"}
    return LockedRun(
        id=first.id,
        version=version,
        rules=office.rules(tx, first.revision or 0),
        subject_kind=first.subject_kind,
        subject_id=first.subject_id,
        case_id=first.case_id,
        case_code=first.case_code or "",
        kind=first.kind or version.info.kind,
        received_on=first.received_on,
        status=first.status,
        state=first.state,
        timers=tuple(WaitingTimer(*timer) for timer in json.loads(first.timers)),
        waits_for=tuple(first.waits_for.split()),
        visited=frozenset(first.visited.split()),
        lock_version=first.lock_version,
        next_fires_at=first.next_fires_at,
        is_paused=first.paused_since is not None,
        items=_items(rows),
        facts={name: stored.get(name) for name in version.info.facts},
        units={row.key: row.number for row in known if row.what == "unit"},
        deadlines=[_deadline(row) for row in known if row.what == "deadline"],
        has_draft=bool(draft_of and first.draft_id),
    )


def _run_with_items(run_id: int, draft_of: tuple[int, str] | None) -> Any:  # noqa: ANN401
    account_id, place = draft_of or (0, "")
    on_case = and_(Run.subject_kind == "case", Case.id == Run.subject_id)
    received_on = (
        select(func.min(Petition.received_on))
        .join(PetitionCase, PetitionCase.petition_id == Petition.id)
        .where(PetitionCase.case_id == Case.id)
        .scalar_subquery()
    )
    draft = select(Draft.id).where(Draft.account_id == account_id, Draft.place == place)
    return (
        select(
            Run.id,
            Run.version_id,
            Run.subject_kind,
            Run.subject_id,
            Run.status,
            Run.state,
            Run.timers,
            Run.waits_for,
            Run.visited,
            Run.lock_version,
            Run.next_fires_at,
            Run.paused_since,
            Case.id.label("case_id"),
            Case.code.label("case_code"),
            Case.kind.label("kind"),
            received_on.label("received_on"),
            select(func.max(RuleRevision.id)).scalar_subquery().label("revision"),
            draft.scalar_subquery().label("draft_id"),
            WorkItem.id.label("item_id"),
            WorkItem.task_id,
            WorkItem.element,
            WorkItem.role,
            WorkItem.unit_id,
            WorkItem.term,
            WorkItem.assignee_id,
            WorkItem.claimant_id,
            WorkItem.due_on,
            WorkItem.opened_at,
        )
        .outerjoin(Case, on_case)
        .outerjoin(WorkItem, WorkItem.run_id == Run.id)
        .where(Run.id == run_id)
        .order_by(WorkItem.id)
    )


def _all_that_is_known(subject_kind: str, subject_id: int) -> Any:  # noqa: ANN401
    """Facts, units and open deadlines in one trip; ``what`` tells the rows apart."""
    nothing = cast(null(), String)
    facts = select(
        literal("fact").label("what"),
        literal(0).label("number"),
        Fact.name.label("key"),
        Fact.value.label("text"),
        nothing.label("started_on"),
        nothing.label("due_on"),
        nothing.label("ends_on"),
        literal(0).label("pauses"),
    ).where(Fact.subject_kind == subject_kind, Fact.subject_id == subject_id)
    subject_column = CaseUnit.case_id if subject_kind == "case" else CaseUnit.petition_id
    units = select(
        literal("unit"),
        CaseUnit.unit_id,
        CaseUnit.relation,
        nothing,
        nothing,
        nothing,
        nothing,
        literal(0),
    ).where(subject_column == subject_id, CaseUnit.valid_to.is_(None))
    deadlines = select(
        literal("deadline"),
        Deadline.id,
        Deadline.term,
        Deadline.row_key,
        cast(Deadline.started_on, String),
        cast(Deadline.due_on, String),
        Deadline.ends_on_events,
        case((Deadline.pauses, 1), else_=0),
    ).where(
        Deadline.subject_kind == subject_kind,
        Deadline.subject_id == subject_id,
        Deadline.closed_on.is_(None),
    )
    return union_all(facts, units, deadlines)


def _items(rows: Sequence[Any]) -> tuple[OpenItem, ...]:
    return tuple(
        OpenItem(
            row.item_id,
            row.task_id,
            row.element,
            row.role,
            row.unit_id,
            row.term,
            row.assignee_id,
            row.claimant_id,
            row.due_on,
            row.opened_at,
        )
        for row in rows
        if row.item_id is not None
    )


def _deadline(row: Any) -> OpenDeadline:  # noqa: ANN401
    return OpenDeadline(
        id=row.number,
        term=row.key,
        row_key=row.text,
        started_on=date.fromisoformat(row.started_on),
        due_on=date.fromisoformat(row.due_on),
        ends_on=frozenset(row.ends_on.split()),
        pauses=bool(row.pauses),
    )
