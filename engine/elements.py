"""The elements that behave otherwise here than in the library, and why."""

from collections.abc import Mapping

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.event_definitions import TimeDateEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.bpmn_spec_mixin import BpmnSpecMixin
from SpiffWorkflow.task import Task

from engine.decisions import DecisionTable
from engine.expressions import Deadline
from engine.script_engine import CallEngine
from engine.values import Effect


class DeadlineTimer(TimeDateEventDefinition):  # type: ignore[misc]  # the library has no types
    """Holds no date: the run asks the caller at each call which deadlines have come.

    The library's timer would fix a date in the stored state, in the time zone of the server, and
    would fire together with every other timer that is due by then.
    """

    def __init__(self, element: str, deadline: Deadline) -> None:
        super().__init__(element, "")  # the library tells timers apart by name: the element id
        self.deadline = deadline

    def has_fired(self, my_task: Task) -> bool:
        """Whether it is this one's turn to fire."""
        return engine_of(my_task).firing == (my_task.id, self.name)


class EffectTask(BpmnSpecMixin):  # type: ignore[misc]
    """serviceTask: notes its effect for the caller. The library's would stay STARTED for ever."""

    def __init__(
        self,
        wf_spec: BpmnProcessSpec,
        bpmn_id: str,
        *,
        effect: str,
        params: Mapping[str, str],
        **attributes: object,
    ) -> None:
        """Take the effect beside the library's attributes."""
        super().__init__(wf_spec, bpmn_id, **attributes)
        self.effect = Effect(effect, params, bpmn_id)

    def _run_hook(self, my_task: Task) -> bool:
        engine_of(my_task).effects.append(self.effect)
        return True


class DecisionTask(BpmnSpecMixin):  # type: ignore[misc]
    """businessRuleTask: the one matching row of its table becomes fact changes."""

    def __init__(
        self,
        wf_spec: BpmnProcessSpec,
        bpmn_id: str,
        *,
        table: DecisionTable,
        **attributes: object,
    ) -> None:
        """Take the table beside the library's attributes."""
        super().__init__(wf_spec, bpmn_id, **attributes)
        self.table = table

    def _run_hook(self, my_task: Task) -> bool:
        engine = engine_of(my_task)
        for name, value in self.table.decide(engine.facts).items():
            engine.set_fact(name, value)
        return True


def engine_of(task: Task) -> CallEngine:
    """Return the engine of the call in which a task runs."""
    engine: CallEngine = task.workflow.script_engine
    return engine


def split_name(activity: str) -> str:
    """Return the name of the spec the library puts before an activity with boundary events."""
    return f"{activity}.BoundaryEventSplit"
