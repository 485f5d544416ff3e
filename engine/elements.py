"""The elements that behave otherwise here than in the library, and why."""

from collections.abc import Mapping

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.defaults import EventBasedGateway
from SpiffWorkflow.bpmn.specs.event_definitions import TimeDateEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.bpmn_spec_mixin import BpmnSpecMixin
from SpiffWorkflow.task import Task

from engine.decisions import DecisionTable
from engine.expressions import Deadline
from engine.script_engine import CallEngine
from engine.values import Effect


class DeadlineTimer(TimeDateEventDefinition):  # type: ignore[misc]  # the library has no types
    """Holds no date: asks the caller at each call whether its deadline has come.

    The library's timer would fix a date in the stored state, in the time zone of the server.
    Its name is the element id, because the library tells timers apart by name.
    """

    def __init__(self, element: str, deadline: Deadline) -> None:
        super().__init__(element, "")
        self.deadline = deadline

    def has_fired(self, my_task: Task) -> bool:
        """Whether it fires now."""
        return engine_of(my_task).is_due(self.deadline)


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


class FirstEventGateway(EventBasedGateway):  # type: ignore[misc]
    """Follows the first event only; the library follows every one that has come by then."""

    def _run_hook(self, my_task: Task) -> bool:
        # A message caught in this call stands before a timer that was due all along.
        my_task.internal_data["seen_events"] = my_task.internal_data["seen_events"][:1]
        return bool(super()._run_hook(my_task))


def engine_of(task: Task) -> CallEngine:
    """Return the engine of the call in which a task runs."""
    engine: CallEngine = task.workflow.script_engine
    return engine


def split_name(activity: str) -> str:
    """Return the name of the spec the library puts before an activity with boundary events."""
    return f"{activity}.BoundaryEventSplit"
