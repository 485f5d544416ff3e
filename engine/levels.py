"""Which diagram each level of stored tokens stands in."""

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec

from engine.errors import StateError
from engine.parser import Procedure
from engine.tokens import Tokens


def level_specs(procedure: Procedure, tokens: Tokens) -> list[BpmnProcessSpec]:
    """Return the process or subprocess of every level.

    Raises:
        StateError: The tokens stand on elements the procedure does not have.
    """
    specs: list[BpmnProcessSpec] = []
    try:
        for level in tokens.levels:
            if level.owner is None:
                spec = procedure.spec
            else:
                number, row = level.owner
                owner = specs[number].task_specs[tokens.levels[number].tokens[row].element]
                spec = procedure.subprocesses[owner.spec]
            _ = [spec.task_specs[token.element] for token in level.tokens]
            specs.append(spec)
    except (KeyError, AttributeError) as error:
        message = f"Trạng thái lưu không khớp với phiên bản quy trình ({error})."
        raise StateError(message) from error
    return specs


def label(spec: BpmnTaskSpec) -> str:
    """Return how to name an element to people: its label, and the id that is the contract."""
    name = spec.bpmn_id or spec.name
    return f"«{spec.bpmn_name}» ({name})" if spec.bpmn_name else f"«{name}»"
