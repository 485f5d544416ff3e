"""What a run has already used of its facts: gateways, tables, scripts and effects it has passed.

Changing a fact afterwards would leave a course that nobody can explain from what is on record.
"""

from collections.abc import Container, Iterator
from typing import Any

from engine.elements import DecisionTask, EffectTask
from engine.expressions import gate_script, names_in
from engine.lint_facts import reads_of
from engine.parser import Procedure
from engine.values import Effect


def deciding_facts(procedure: Procedure, visited: Container[str]) -> frozenset[str]:
    """Return the facts by which a run has chosen its way so far.

    Args:
        procedure: The version of the run.
        visited: Ids of the elements it has passed.
    """
    reads = (_reads(spec) for spec in _passed(procedure, visited))
    return frozenset[str]().union(*reads)


def passed_effects(procedure: Procedure, visited: Container[str]) -> tuple[Effect, ...]:
    """Return the effects that a run has asked for so far, in no particular order."""
    specs = _passed(procedure, visited)
    return tuple(spec.effect for spec in specs if isinstance(spec, EffectTask))


def _passed(procedure: Procedure, visited: Container[str]) -> Iterator[Any]:
    for level in (procedure.spec, *procedure.subprocesses.values()):
        for spec in level.task_specs.values():
            if spec.bpmn_id is not None and spec.bpmn_id in visited:
                yield spec


def _reads(spec: Any) -> frozenset[str]:  # noqa: ANN401 - the library has no types
    if isinstance(spec, DecisionTask):
        return reads_of(spec.table)
    if script := getattr(spec, "script", None):
        return frozenset[str]().union(*(names_in(text) for _, text in gate_script(script)))
    chosen_by = getattr(spec, "cond_task_specs", ())
    return frozenset[str]().union(
        *(names_in(condition.args[0]) for condition, _ in chosen_by if condition is not None)
    )
