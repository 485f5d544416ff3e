"""What the library asks while it runs a diagram: conditions, scripts, timers."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property

from SpiffWorkflow.bpmn.script_engine import (
    BasePythonScriptEngineEnvironment,
    PythonScriptEngine,
)
from SpiffWorkflow.task import Task

from engine.errors import ExpressionError, UndeclaredFactError
from engine.expressions import Deadline, Evaluator, gate, gate_script
from engine.values import Call, Effect, Scalar


class CallEngine(PythonScriptEngine):  # type: ignore[misc]  # the library has no types
    """The facts of one call as they change, and what the call leaves to do.

    Attributes:
        call: What the world looks like.
        facts: The facts as of now: conditions of every branch read what scripts wrote.
        changes: The facts written so far.
        effects: What service tasks asked for so far.
        firing: The one timer that may fire now: the id of its task, and its element.
    """

    def __init__(self, call: Call) -> None:
        # The bare environment raises on every direct use: there is no way round this class.
        super().__init__(BasePythonScriptEngineEnvironment())
        self.call = call
        self.facts: dict[str, Scalar] = dict(call.facts)
        self.changes: dict[str, Scalar] = {}
        self.effects: list[Effect] = []
        self.firing: tuple[object, str] | None = None

    @cached_property
    def _evaluator(self) -> Evaluator:
        return Evaluator(self.facts)

    def validate(self, expression: str) -> None:
        """Check an expression without evaluating it."""
        gate(expression)

    def evaluate(
        self,
        task: Task,  # noqa: ARG002  # the library's signature
        expression: str,
        external_context: Mapping[str, object] | None = None,  # noqa: ARG002
    ) -> object:
        """Evaluate a condition over the facts."""
        return self._evaluator.evaluate(expression)

    def execute(
        self,
        task: Task,  # noqa: ARG002
        script: str,
        external_context: Mapping[str, object] | None = None,  # noqa: ARG002
    ) -> bool:
        """Run the assignments of a script task."""
        for name, expression in gate_script(script):
            self.set_fact(name, self._evaluator.evaluate(expression))
        return True

    def set_fact(self, name: str, value: object) -> None:
        """Write a fact; the rest of the call, and every branch, sees it at once.

        Raises:
            UndeclaredFactError: The caller passed no such fact, not even as None.
            ExpressionError: The value is a list.
        """
        if name not in self.facts:
            raise UndeclaredFactError(name)
        if not isinstance(value, Scalar):
            raise ExpressionError(name, "dữ kiện chỉ nhận một giá trị, không nhận danh sách.")
        self.facts[name] = self.changes[name] = value

    def overdue_since(self, deadline: Deadline) -> datetime | None:
        """Return the instant a timer is due, if it has come; None while the case is paused."""
        if self.call.paused:
            return None
        due = self.call.due(deadline.term, deadline.before)
        return due if due is not None and due <= self.call.now else None
