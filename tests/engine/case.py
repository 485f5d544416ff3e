"""A case as its caller keeps it: facts, deadlines, the clock, the pause flag and the state."""

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone

from engine import runner
from engine.parser import Procedure
from engine.values import Call, Progress, Scalar

NOW = datetime(2026, 1, 5, 8, tzinfo=timezone(timedelta(hours=7)))
DAY = timedelta(days=1)


class Case:
    """Stored after every call, and read back for the next."""

    def __init__(
        self,
        procedure: Procedure,
        facts: Mapping[str, Scalar] | None = None,
        due: Mapping[str, datetime | None] | None = None,
    ) -> None:
        self.procedure = procedure
        self.facts: dict[str, Scalar] = dict(facts or {})
        self.due: dict[str, datetime | None] = dict(due or {})
        self.now = NOW
        self.paused = False
        self.progress: Progress
        self.take(runner.start(procedure, self.call()))

    def call(self) -> Call:
        return Call(dict(self.facts), self.due_on, self.now, self.paused)

    def due_on(self, term: str, before: int) -> datetime | None:
        date = self.due.get(term)
        return date and date - before * DAY

    def take(self, progress: Progress) -> Progress:
        self.facts.update(progress.changes)
        self.progress = progress
        return progress

    @property
    def state(self) -> bytes:
        return self.progress.state

    @property
    def open(self) -> list[str]:
        return sorted(step.element for step in self.progress.open)

    @property
    def timers(self) -> list[str]:
        return sorted(timer.element for timer in self.progress.timers)

    def task_id(self, element: str) -> str:
        return next(step.task_id for step in self.progress.open if step.element == element)

    def complete(self, *elements: str) -> Progress:
        for element in elements:
            task_id = self.task_id(element)
            self.take(runner.complete(self.procedure, self.state, self.call(), task_id))
        return self.progress

    def tick(self) -> Progress:
        return self.take(runner.tick(self.procedure, self.state, self.call()))

    def catch(self, message: str) -> Progress:
        return self.take(runner.catch(self.procedure, self.state, self.call(), message))

    def jump(self, element: str) -> Progress:
        return self.take(runner.jump(self.procedure, self.state, self.call(), element))

    def cancel(self) -> Progress:
        return self.take(runner.cancel(self.procedure, self.state, self.call()))

    def inspect(self) -> Progress:
        return runner.inspect(self.procedure, self.state, self.call())
