"""Moves a locked run once and writes everything that follows, in one transaction."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, update

from cases.actor import Actor
from cases.database import Transaction
from cases.errors import StepAlreadyDoneError
from cases.models.assignment import Assignment
from cases.models.fact import Fact
from cases.models.run import Run
from cases.office import Office, to_json
from cases.runs.due_dates import due, next_firing
from cases.runs.effects import leaves_traces, perform
from cases.runs.ended_children import end_children, end_suspension, terms_of_siblings
from cases.runs.following_rows import follow_deadlines
from cases.runs.locked_run import LockedRun
from cases.runs.recorded_events import (
    DeadlineChanges,
    NewEvent,
    apply_events,
    void_deadlines,
    write_deadlines,
    write_events,
)
from cases.runs.recounted_deadlines import recompute
from cases.runs.work_items import FinishedStep, write_items, write_steps
from cases.steps.governed_acts import governed
from cases.steps.late_terms import open_late
from cases.steps.petition_kinds import AUTHORED, KIND
from cases.upsert import upsert_rows
from engine.values import Call, Effect, OpenStep, Progress, Scalar, WaitingTimer

Turn = Callable[[bytes, Call], Progress]
"""One call of the engine on the run's state."""

_TABLE = Run.__table__
_UPDATE_RUN = update(_TABLE).where(  # type: ignore[arg-type]
    _TABLE.c.id == bindparam("of_id"), _TABLE.c.lock_version == bindparam("of_version")
)


@dataclass(slots=True)
class Move:
    """Collects what one or more engine calls on a locked run leave to write.

    Use: ``record`` facts and events, ``turn`` the engine once or several times, ``save``.
    """

    tx: Transaction
    office: Office
    run: LockedRun
    actor: Actor | None
    now: datetime
    state: bytes = b""
    open_steps: tuple[OpenStep, ...] = ()
    timers: tuple[WaitingTimer, ...] = ()
    waits_for: tuple[str, ...] = ()
    completed: bool = False
    effects: list[Effect] = field(default_factory=list)
    visited: set[str] = field(default_factory=set)
    facts: dict[str, Scalar] = field(default_factory=dict)
    events: list[NewEvent] = field(default_factory=list)
    deadlines: DeadlineChanges = field(default_factory=DeadlineChanges)
    assignments: dict[str, int] = field(default_factory=dict)
    ends_pause: bool = False

    @property
    def is_due(self) -> bool:
        """Tell whether a timer has come due that the sweep has not fired yet."""
        fires_at = self.run.next_fires_at
        return fires_at is not None and fires_at <= self.now

    def record(self, facts: Mapping[str, Scalar], events: list[NewEvent]) -> None:
        """Take in facts and events before the engine reads them.

        A suspension stops terms: with the last of them closed, by a withdrawal for instance,
        nothing is left to stop and it is over.
        """
        events, given = governed(self.run, events)
        facts = {**given, **facts}
        self.run.version.info.check_facts(facts)
        changed = {name: value for name, value in facts.items() if self.run.facts[name] != value}
        self.run.facts.update(changed)
        self.facts.update(changed)
        self.events.extend(events)
        self.deadlines = apply_events(self.run, self.events)
        self.deadlines.opened_late.extend(open_late(self.tx, self.run, changed))
        self.deadlines.recomputed = recompute(self.tx, self.run, changed)
        if self.deadlines.closed_paused and not any(one.pauses for one in self.run.deadlines):
            self.run.paused_since, self.ends_pause = None, True

    def turn(self, engine_call: Turn) -> Progress:
        """Let the engine move the tokens once."""
        run = self.run
        call = Call(run.facts, self._due, self.now, run.is_paused)
        progress = engine_call(self.state or run.state, call)
        self.state = progress.state
        self.open_steps = progress.open
        self.timers = progress.timers
        self.waits_for = progress.waits_for
        self.completed = progress.completed
        self.effects.extend(progress.effects)
        self.visited.update(progress.path, progress.flows)
        run.facts.update(progress.changes)
        self.facts.update(progress.changes)
        return progress

    def save(
        self,
        finished: FinishedStep | None = None,
        *,
        step_id: int | None = None,
        document_id: int | None = None,
        gone_as: str = "overtaken",
    ) -> None:
        """Write run, to-do rows, history, events, deadlines, facts and effects.

        Args:
            finished: The step that a person has ended, if one has.
            step_id: Its row in the history.
            document_id: The paper it issued.
            gone_as: How other steps that no longer wait have ended.
        """
        actor_id = self.actor.account_id if self.actor else None
        self._save_run()
        self._save_assignments(actor_id)
        gone = write_items(self.tx, self.run, self.open_steps, self.assignments, at=self.now)
        done = finished.task_id if finished else None
        overtaken = [item for item in gone if item.task_id != done]
        if overtaken:
            write_steps(
                self.tx,
                self.run,
                None,
                overtaken,
                at=self.now,
                account_id=actor_id,
                outcome=gone_as,
            )
        event_ids = write_events(
            self.tx,
            self.run,
            self.events,
            at=self.now,
            account_id=actor_id,
            step_id=step_id,
            document_id=document_id,
        )
        write_deadlines(self.tx, self.run, self.deadlines, self.events, event_ids, at=self.now)
        self._save_facts()
        for effect in self.effects:
            perform(self.tx, self.office, self.run, effect)
        self._save_the_end()
        has_news = self.run.has_siblings and not self.deadlines.are_none
        if has_news or self.run.others_follow:
            subject = (self.run.subject_kind, self.run.subject_id)
            follow_deadlines(self.tx, [subject], self.run.rules.calendar)

    @property
    def traces(self) -> str:
        """Names of what happens along with the move and cannot be undone."""
        names = [effect.name for effect in self.effects if leaves_traces(effect)]
        if self.ends_pause:
            names.append("end_suspension")
        if self.facts.get(KIND) in AUTHORED:
            names.append("change_kind")
        return " ".join(dict.fromkeys(names))

    def _due(self, term: str, before: int) -> datetime | None:
        return due(self.run.deadlines, term, before, self.run.rules.calendar)

    def _save_the_end(self) -> None:
        """Stop what cannot go on without what has ended here."""
        tx, office, run = self.tx, self.office, self.run
        if self.ends_pause:
            end_suspension(tx, run, max(event.occurred_on for event in self.events))
        if self.completed:
            kept = terms_of_siblings(tx, office, run)
            void_deadlines(tx, run, office.today(), self.now, kept=kept)
        ends_all = self.ends_pause or self.completed
        if run.has_siblings and (ends_all or self.deadlines.closed):
            today = office.today()
            end_children(tx, office, run, on=today, at=self.now, terms_only=not ends_all)

    def _save_run(self) -> None:
        run = self.run
        rows = self.tx.connection().execute(
            _UPDATE_RUN,
            {
                "of_id": run.id,
                "of_version": run.lock_version,
                "state": self.state,
                "timers": json.dumps([(one.element, one.term, one.before) for one in self.timers]),
                "waits_for": " ".join(self.waits_for),
                "visited": " ".join(sorted(run.visited | self.visited)),
                "status": "completed" if self.completed else "running",
                "lock_version": run.lock_version + 1,
                "next_fires_at": next_firing(run, self.timers),
                "paused_since": run.paused_since,
                "ended_at": self.now if self.completed else None,
            },
        )
        if rows.rowcount != 1:
            raise StepAlreadyDoneError(
                case_code=run.case_code, step_name="", done_by=None, done_at=None
            )

    def _save_assignments(self, actor_id: int | None) -> None:
        rows = [
            {
                "run_id": self.run.id,
                "name": name,
                "account_id": account_id,
                "assigned_by_id": actor_id,
                "assigned_at": self.now,
            }
            for name, account_id in self.assignments.items()
        ]
        if rows:
            upsert_rows(self.tx, Assignment, rows, key=("run_id", "name"))

    def _save_facts(self) -> None:
        if not self.facts:
            return
        run = self.run
        rows = [
            {
                "subject_kind": run.subject_kind,
                "subject_id": run.subject_id,
                "name": name,
                "value": to_json(value),
            }
            for name, value in self.facts.items()
        ]
        upsert_rows(self.tx, Fact, rows, key=("subject_kind", "subject_id", "name"))
