"""Loads one run for writing: its tokens and all that the engine and the terms need to know."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import aliased

from cases.database import Transaction
from cases.errors import NotFoundError
from cases.models.run import Run
from cases.office import LoadedVersion, Office, Rules
from cases.runs import run_rows
from cases.secrecy import NOT_SECRET, is_secret
from engine.values import Scalar, WaitingTimer
from forms.fields import Form

_ASKED = aliased(Run)
_SAME_SUBJECT = and_(_ASKED.subject_kind == Run.subject_kind, _ASKED.subject_id == Run.subject_id)
_LOCK = (
    select(Run.id)
    .join(_ASKED, _SAME_SUBJECT)
    .where(_ASKED.id == bindparam("of_run"))
    .order_by(Run.id)
    .with_for_update(of=Run)
)
"""All runs of the subject, always in the same order: they share its facts and deadlines."""


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
        case_id: The case it is about; ``None`` when it is about a petition.
        case_code: Code of the case or petition it is about.
        title: Title of the case; empty when it is about a petition.
        paused_since: Beginning of the day on which the settlement was suspended.
        parent_run_id: The run on which this one was started.
        has_siblings: Other runs on the same subject are under way.
        facts: Every declared fact of the version, ``None`` where nothing is known.
        other_facts: What else is known of the subject: set by its other runs.
        units: Relation -> unit of the case or petition.
        received_on: Day the first petition of the subject came in.
        signatory_count: Who has signed its petitions, together.
        sources: Where its petitions came from.
        secrecy: Level of the case or petition.
        assignees: Name of a task -> account that a form named for it.
        own_steps: Elements that the asking person, or somebody for them, has done in this run.
        respondents: Accounts of those whom the record is about.
        has_draft: Whether the asking person has a draft at the asked place.
        others_follow: Dates of the subject have moved that other rows are derived from.
    """

    id: int
    version: LoadedVersion
    rules: Rules
    subject_kind: str
    subject_id: int
    case_id: int | None
    case_code: str
    title: str
    kind: str
    received_on: date | None
    signatory_count: int
    sources: tuple[str, ...]
    secrecy: str
    status: str
    state: bytes
    timers: tuple[WaitingTimer, ...]
    waits_for: tuple[str, ...]
    visited: frozenset[str]
    lock_version: int
    next_fires_at: datetime | None
    paused_since: datetime | None
    parent_run_id: int | None
    has_siblings: bool
    items: tuple[OpenItem, ...]
    facts: dict[str, Scalar]
    other_facts: Mapping[str, Scalar]
    units: dict[str, int]
    deadlines: list[OpenDeadline]
    assignees: Mapping[str, int]
    own_steps: frozenset[str]
    respondents: frozenset[int]
    has_draft: bool
    others_follow: bool = False

    @property
    def is_paused(self) -> bool:
        """Tell whether the run is suspended."""
        return self.paused_since is not None

    @property
    def term_facts(self) -> Mapping[str, Scalar]:
        """Everything known of the subject: a row must not change with the run that asks."""
        return {**self.other_facts, **self.facts}

    @property
    def unit_id(self) -> int | None:
        """The unit that settles the case; of a petition, the unit that received it."""
        return self.units.get("settling") or self.units.get("receiving")

    @property
    def petition_id(self) -> int | None:
        """The petition it is about; ``None`` when it is about a case."""
        return self.subject_id if self.subject_kind == "petition" else None

    @property
    def is_secret(self) -> bool:
        """Tell whether only the state of handling may be kept of the subject."""
        return is_secret(self.secrecy)

    def form(self, code: str | None) -> Form | None:
        """Return a form of the run's version, as it is asked about this subject."""
        return self.version.form(code, self.secrecy)

    def item(self, task_id: str) -> OpenItem | None:
        """Return the work item of a waiting step."""
        return next((item for item in self.items if item.task_id == task_id), None)


def lock_run(
    tx: Transaction, office: Office, run_id: int, *, account_id: int = 0, place: str = ""
) -> LockedRun:
    """Lock a run and load what is stored about it; its sister runs are locked with it.

    Args:
        tx: A writing transaction.
        office: The installation.
        run_id: Which run.
        account_id: The asking person, if one asks.
        place: Where to look for a draft of that person.

    Raises:
        NotFoundError: There is no such run.
    """
    if not office.database.is_sqlite:  # there, beginning to write has locked everything
        # Before the rest is read: whoever waited for the lock must see what the other one wrote.
        tx.connection().execute(_LOCK, {"of_run": run_id})
    rows = run_rows.rows_of_run(tx, run_id, account_id=account_id, place=place)
    if not rows[run_rows.RUN]:
        raise NotFoundError
    run = rows[run_rows.RUN][0]
    version = office.version(tx, run.version_id)
    facts = {row.name: json.loads(row.value) for row in rows[run_rows.FACT]}
    return LockedRun(
        id=run.id,
        version=version,
        rules=office.rules(tx, run.revision or 0),
        subject_kind=run.subject_kind,
        subject_id=run.subject_id,
        case_id=run.case_id,
        case_code=run.code or "",
        title=run.title or "",
        kind=run.kind or version.info.kind,
        received_on=run.received_on,
        signatory_count=run.signatory_count or 0,
        sources=tuple(sorted(set((run.sources or "").split()))),
        secrecy=run.secrecy or NOT_SECRET,
        status=run.status,
        state=run.state,
        timers=tuple(WaitingTimer(*timer) for timer in json.loads(run.timers)),
        waits_for=tuple(run.waits_for.split()),
        visited=frozenset(run.visited.split()),
        lock_version=run.lock_version,
        next_fires_at=run.next_fires_at,
        paused_since=run.paused_since,
        parent_run_id=run.parent_run_id,
        has_siblings=run.sibling_count > 0,
        items=tuple(sorted(map(_item, rows[run_rows.ITEM]), key=attrgetter("id"))),
        facts={name: facts.get(name) for name in version.info.facts},
        other_facts={
            name: value for name, value in facts.items() if name not in version.info.facts
        },
        units={row.name: row.unit_id for row in rows[run_rows.UNIT]},
        deadlines=sorted(map(_deadline, rows[run_rows.DEADLINE]), key=attrgetter("id")),
        assignees={row.name: row.assignee_id for row in rows[run_rows.ASSIGNMENT]},
        own_steps=frozenset(row.element for row in rows[run_rows.OWN_STEP]),
        respondents=frozenset(row.assignee_id for row in rows[run_rows.RESPONDENT]),
        has_draft=run.draft_id is not None,
    )


def _item(row: Any) -> OpenItem:  # noqa: ANN401
    return OpenItem(
        id=row.id,
        task_id=row.task_id,
        element=row.element,
        role=row.role,
        unit_id=row.unit_id,
        term=row.term,
        assignee_id=row.assignee_id,
        claimant_id=row.claimant_id,
        due_on=row.due_on,
        opened_at=row.opened_at,
    )


def _deadline(row: Any) -> OpenDeadline:  # noqa: ANN401
    return OpenDeadline(
        id=row.id,
        term=row.term,
        row_key=row.row_key,
        started_on=row.started_on,
        due_on=row.due_on,
        ends_on=frozenset(row.ends_on.split()),
        pauses=row.pauses,
    )
