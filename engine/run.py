"""A case in memory during one call: what happens to it, and what of that the caller must know."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from SpiffWorkflow.bpmn import BpmnEvent
from SpiffWorkflow.bpmn.specs.event_definitions import MessageEventDefinition
from SpiffWorkflow.bpmn.util.subworkflow import BpmnBaseWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.exceptions import SpiffWorkflowException
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.elements import DeadlineTimer
from engine.errors import (
    EngineError,
    MessageNotAwaitedError,
    PausedError,
    StepLimitError,
    StepNotOpenError,
)
from engine.parser import Procedure
from engine.script_engine import CallEngine
from engine.state import dump, load, place, update_caller, wake
from engine.tokens import Tokens, encode
from engine.values import Call, OpenStep, Progress, WaitingTimer

# Far above what one call runs in any sound procedure. The library's time and recursion grow with
# every step of a call, so a higher limit would hold the database for seconds before it is reached.
STEP_LIMIT = 300

D = TypeVar("D", DeadlineTimer, MessageEventDefinition)


class Run:
    """A loaded case.

    What happens to it is one method, followed by everything automatic, until only people, time
    or messages can move it. The runner loads one for each call; tests also keep one over many
    calls, to compare.
    """

    def __init__(self, procedure: Procedure, workflow: BpmnWorkflow) -> None:
        self.procedure = procedure
        self.workflow = workflow
        self._path: list[str] = []
        self._flows: list[str] = []
        self._steps = 0
        self._asleep: set[BpmnBaseWorkflow] = set()

    @classmethod
    def begin(cls, procedure: Procedure, call: Call) -> "Run":
        """Return a new case that has yet to leave its start event."""
        return cls(
            procedure,
            BpmnWorkflow(procedure.spec, procedure.subprocesses, script_engine=CallEngine(call)),
        )

    @classmethod
    def load(cls, procedure: Procedure, tokens: Tokens, call: Call) -> "Run":
        """Return a stored case."""
        levels = load(procedure, tokens, CallEngine(call))
        run = cls(procedure, levels[0])
        run._asleep.update(levels)
        return run

    @classmethod
    def load_at(
        cls, procedure: Procedure, tokens: Tokens, call: Call, at: tuple[int, str]
    ) -> "Run":
        """Return a stored case with one more token: on an element of a level."""
        level, element = at
        levels = load(procedure, tokens, CallEngine(call))
        for each in levels:
            wake(each)
        place(levels[level], element)
        return cls(procedure, levels[0])

    def take(self, call: Call) -> None:
        """Begin another call on the same case."""
        self.workflow.script_engine = CallEngine(call)

    @property
    def engine(self) -> CallEngine:
        """The engine of the current call."""
        engine: CallEngine = self.workflow.script_engine
        return engine

    def settle(self) -> Progress:
        """Let time pass: timers whose deadline has come fire."""
        return self._settle(None)

    def complete(self, task_id: str) -> Progress:
        """Complete a step.

        Raises:
            StepNotOpenError: It is not open.
            PausedError: The case is suspended, and the step does not run meanwhile.
        """
        task = next((task for task in self._open_tasks() if task.id.hex == task_id), None)
        if task is None:
            raise StepNotOpenError(task_id)
        notation = self.procedure.steps[task.task_spec.bpmn_id]
        if self.engine.call.paused and not notation.while_paused:
            raise PausedError(notation.element)
        return self._settle(task)

    def catch(self, message: str) -> Progress:
        """Receive a message. Its content reaches the case as facts, not as payload.

        Raises:
            MessageNotAwaitedError: Nothing waits for it.
        """
        if message not in self._waits_for():
            raise MessageNotAwaitedError(message)
        with _own_errors():
            self.workflow.send_event(BpmnEvent(MessageEventDefinition(message)))
        return self._settle(None)

    def look(self) -> Progress:
        """Return what there is to do, and let nothing happen."""
        engine = self.engine
        return Progress(
            state=encode(dump(self.workflow)),
            open=tuple(self._open_step(task) for task in self._open_tasks()),
            timers=self._timers(),
            waits_for=self._waits_for(),
            changes=dict(engine.changes),
            effects=tuple(engine.effects),
            path=tuple(self._path),
            flows=tuple(self._flows),
            thrown=self._thrown(),
            completed=self.workflow.completed,
        )

    def _settle(self, first: Task | None) -> Progress:
        self._path, self._flows, self._steps = [], [], 0
        with _own_errors():
            if first is not None:
                self._run(first)
            self._run_automatic()
            while self._fire_next_timer():
                self._run_automatic()
        return self.look()

    def _run_automatic(self) -> None:
        """Run what needs nobody, inner levels first, until nothing is ready.

        This is the library's ``do_engine_steps``, which would walk the whole tree of a level
        after every element: half of what a call costs.
        """
        top = self.workflow
        has_moved = True
        while has_moved:
            has_moved = False
            open_levels = top.get_active_subprocesses()
            for level in sorted(open_levels, key=lambda one: one.depth, reverse=True):
                while self._run_ready(level):
                    has_moved = True
                update_caller(level)
            has_moved = self._run_ready(top) or has_moved
        top.refresh_timers()

    def _run_ready(self, level: BpmnBaseWorkflow) -> bool:
        """Run what is ready in a level now; tell whether anything was."""
        ready = [task for task in level.tasks.values() if _is_automatic(task)]
        if len(ready) > 1:  # in parallel branches: the order is that of the tree
            in_order = level.get_tasks(state=TaskState.READY, skip_subprocesses=True)
            ready = [task for task in in_order if _is_automatic(task)]
        for task in ready:
            self._run(task)
        return bool(ready)

    def _run(self, task: Task) -> None:
        if task.workflow in self._asleep:
            self._asleep.remove(task.workflow)
            wake(task.workflow)
        task.run()
        self._ran(task)

    def _fire_next_timer(self) -> bool:
        """Fire the timer that has been due the longest, if any.

        One at a time and in the order of their instants: what an earlier one interrupts must not
        fire, so that the course of a case does not depend on how late the sweep came by.
        """
        due = [
            (since, interrupts, timer.name, task.id)
            for task, timer in self._awaited(DeadlineTimer)
            if (since := self.engine.overdue_since(timer.deadline)) is not None
            for interrupts in [getattr(task.task_spec, "cancel_activity", False)]
        ]
        if not due:
            return False
        *_, element, task_id = min(due)
        self.engine.firing = (task_id, element)
        self.workflow.refresh_timers()
        self.engine.firing = None
        return True

    def _ran(self, task: Task) -> None:
        """Note an element that has just run, and the flows it sent tokens along."""
        self._steps += 1
        if self._steps > STEP_LIMIT:
            raise StepLimitError(STEP_LIMIT)
        spec = task.task_spec
        if spec.bpmn_id is None:
            return  # a helper of the library, not an element of the diagram
        self._path.append(spec.bpmn_id)
        for child in task.children:
            flow = self.procedure.flows.get((spec.name, child.task_spec.name))
            if flow is not None:
                self._flows.append(flow)

    def _open_tasks(self) -> list[Task]:
        return [
            task
            for level in (self.workflow, *self.workflow.subprocesses.values())
            for task in level.tasks.values()
            if task.state == TaskState.READY and task.task_spec.manual
        ]

    def _open_step(self, task: Task) -> OpenStep:
        element: str = task.task_spec.bpmn_id
        return OpenStep(task.id.hex, element, self.procedure.steps[element])

    def _timers(self) -> tuple[WaitingTimer, ...]:
        return tuple(
            WaitingTimer(timer.name, timer.deadline.term, timer.deadline.before)
            for _, timer in self._awaited(DeadlineTimer)
        )

    def _thrown(self) -> tuple[str, ...]:
        events = [event.event_definition for event in self.workflow.get_events()]
        return tuple(each.name for each in events if isinstance(each, MessageEventDefinition))

    def _waits_for(self) -> tuple[str, ...]:
        return tuple(message.name for _, message in self._awaited(MessageEventDefinition))

    def _awaited(self, kind: type[D]) -> Iterator[tuple[Task, D]]:
        """Yield the events of a kind that can come, with who waits for them."""
        for task in self.workflow.event_manager.tasks.values():
            if task.state == TaskState.WAITING:
                own = task.task_spec.event_definition
                # An event gateway waits for several.
                for definition in getattr(own, "event_definitions", (own,)):
                    if isinstance(definition, kind):
                        yield task, definition


def _is_automatic(task: Task) -> bool:
    return task.state == TaskState.READY and not task.task_spec.manual


@contextmanager
def _own_errors() -> Iterator[None]:
    """Let no exception of the library out; ours pass through it unchanged."""
    try:
        yield
    except SpiffWorkflowException as error:
        raise EngineError(str(error)) from error
