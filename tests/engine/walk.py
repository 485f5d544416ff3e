"""Random walks: the same case, moved the same way at random, played by different engines.

What a caller can see of a case that is stored and read back after every action must not differ from
the same case kept in memory with its whole history, nor from what BPMN says, played by hand.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from engine import runner
from engine.errors import PausedError
from engine.parser import Procedure, parse
from engine.run import Run
from engine.values import Call, OpenStep, Progress, Scalar, WaitingTimer
from tests.engine.case import DAY, NOW
from tests.engine.reference import Reference

HERE = Path(__file__).parent / "procedures"


@dataclass(frozen=True)
class Subject:
    """What is walked: a procedure, and the values its facts take behind the engine's back."""

    procedure: Procedure
    choices: Mapping[str, Sequence[Scalar]]
    facts: Mapping[str, Scalar] = field(default_factory=dict)


class Stored:
    """The case is stored after every action and read back for the next."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self.state = b""

    def begin(self, call: Call) -> Progress:
        return self.store(runner.start(self.procedure, call))

    def complete(self, call: Call, step: OpenStep) -> Progress:
        return self.store(runner.complete(self.procedure, self.state, call, step.task_id))

    def tick(self, call: Call) -> Progress:
        return self.store(runner.tick(self.procedure, self.state, call))

    def catch(self, call: Call, message: str) -> Progress:
        return self.store(runner.catch(self.procedure, self.state, call, message))

    def store(self, progress: Progress) -> Progress:
        self.state = progress.state
        return progress


class InMemory:
    """The case keeps its whole history in memory and is never read back."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure

    def begin(self, call: Call) -> Progress:
        self.run = Run.begin(self.procedure, call)
        return self.run.settle()

    def complete(self, call: Call, step: OpenStep) -> Progress:
        self.run.take(call)
        return self.run.complete(step.task_id)

    def tick(self, call: Call) -> Progress:
        self.run.take(call)
        return self.run.settle()

    def catch(self, call: Call, message: str) -> Progress:
        self.run.take(call)
        return self.run.catch(message)


Player = Stored | InMemory | Reference


def settlement() -> Subject:
    """A procedure of the size of a statute: subprocess, called process, timers, messages, join."""
    procedure = parse(
        "settlement",
        {path.name: path.read_bytes() for path in HERE.glob("*.bpmn")},
        {path.name: path.read_bytes() for path in HERE.glob("*.dmn")},
    )
    choices: dict[str, Sequence[Scalar]] = {
        "nature": ["simple", "complex"],
        "remote": [True, False],
        "admissible": [True] * 9 + [False],
        "approved": [True, True, False],
        "dialogue": [True, False],
        "signing": ["sign", "return"],
        "verified_on": ["2026-03-01", "2026-03-01", "2026-01-20"],
    }
    written = ("reminded", "verified", "published", "signed", "acceptance_late")
    facts = dict.fromkeys((*written, "acceptance_days", "settlement_days")) | {"signatures": 0}
    return Subject(procedure, choices, facts)


class Walk:
    """One case, moved at random. The same seed moves it the same way whoever plays it.

    It likes to let timers fire that lead along flows that are sought.
    """

    def __init__(
        self, subject: Subject, seed: int, player: Player, sought: frozenset[str] = frozenset()
    ) -> None:
        self.subject = subject
        self.sought = sought
        self.random = random.Random(seed)  # noqa: S311
        self.player = player
        # Most of the time a case keeps to one line, or few would come far; each to its own.
        self.usual = {name: self.random.choice(values) for name, values in subject.choices.items()}
        self.facts = dict(self.usual) | subject.facts
        self.due: dict[str, datetime | None] = {}
        self.now = NOW
        self.paused = False
        self.trace: list[Progress | str] = []
        self.take(player.begin(self.call()))

    def call(self) -> Call:
        return Call(dict(self.facts), self.due_on, self.now, self.paused)

    def due_on(self, term: str, before: int) -> datetime | None:
        date = self.due.get(term)
        return date and date - before * DAY

    def walk(self, moves: int) -> "Walk":
        for _ in range(moves):
            if self.progress.completed:
                break
            self.move()
        return self

    def move(self) -> None:
        """Let one random thing happen to the case."""
        for name, values in self.subject.choices.items():
            is_usual = self.random.random() < 0.7
            self.facts[name] = self.usual[name] if is_usual else self.random.choice(values)
        kind = self.random.random()
        if not self.paused and (timers := self.sought_timers()) and self.random.random() < 0.5:
            timer = self.random.choice(timers)
            self.due[timer.term] = self.now + timer.before * DAY
            self.take(self.player.tick(self.call()))
        elif kind < 0.12:
            self.now += timedelta(days=self.random.randint(1, 15))
            self.take(self.player.tick(self.call()))
        elif kind < 0.28:
            self.recompute()
        elif kind < 0.32:
            self.paused = not self.paused
        elif kind < 0.35 and self.progress.waits_for:
            message = self.random.choice(sorted(self.progress.waits_for))
            self.take(self.player.catch(self.call(), message))
        elif self.progress.open:
            self.complete_any()
        else:
            self.paused = False
            self.now += timedelta(days=20)
            self.take(self.player.tick(self.call()))

    def sought_timers(self) -> list[WaitingTimer]:
        seekers = {
            ends[0] for ends, flow in self.subject.procedure.flows.items() if flow in self.sought
        }
        return [timer for timer in sorted(self.progress.timers) if timer.element in seekers]

    def recompute(self) -> None:
        """Move a due date: a row of the caller changes, the stored state does not."""
        if terms := sorted({timer.term for timer in self.progress.timers}):
            date = self.now + timedelta(days=self.random.randint(-12, 30))
            self.due[self.random.choice(terms)] = self.random.choice([None, date, date])
        if self.random.random() < 0.7:
            self.take(self.player.tick(self.call()))

    def complete_any(self) -> None:
        steps = sorted(self.progress.open, key=lambda step: step.element)
        step = self.random.choice(steps)
        try:
            self.take(self.player.complete(self.call(), step))
        except PausedError as refused:
            self.trace.append(str(refused))

    def take(self, progress: Progress) -> None:
        self.progress = progress
        self.facts.update(progress.changes)
        self.trace.append(progress)
        for timer in sorted(progress.timers):
            if timer.term not in self.due:
                days = self.random.choice([None, self.random.randint(-2, 40)])
                self.due[timer.term] = None if days is None else self.now + timedelta(days=days)

    @property
    def progresses(self) -> list[Progress]:
        return [each for each in self.trace if isinstance(each, Progress)]

    @property
    def flows(self) -> set[str]:
        return {flow for each in self.progresses for flow in each.flows}


def in_order(walk: Walk) -> list[object]:
    """Everything a caller can see of a walk, less the states and the random task ids."""
    return [
        each
        if isinstance(each, str)
        else (*standing(each), list(each.changes.items()), each.effects, each.path, each.flows)
        for each in walk.trace
    ]


def in_any_order(walk: Walk) -> list[object]:
    """The same, less the order in which parallel branches ran within one call."""
    return [
        each
        if isinstance(each, str)
        else (
            *standing(each),
            each.changes,
            sorted(effect.element for effect in each.effects),
            sorted(each.flows),
        )
        for each in walk.trace
    ]


def standing(progress: Progress) -> tuple[object, ...]:
    return (
        sorted(step.element for step in progress.open),
        sorted(progress.timers),
        sorted(progress.waits_for),
        sorted(progress.thrown),
        progress.completed,
    )
