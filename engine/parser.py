"""Turns the diagrams and decision tables of one version into a procedure ready to run."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser, full_tag
from SpiffWorkflow.bpmn.parser.event_parsers import (
    BoundaryEventParser,
    IntermediateCatchEventParser,
)
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.defaults import BoundaryEvent, IntermediateCatchEvent
from SpiffWorkflow.exceptions import SpiffWorkflowException

from engine.decisions import DecisionTable, read_decision_tables
from engine.diagram_scopes import Scope, processes, scopes_of
from engine.elements import (
    DeadlineTimer,
    DecisionTask,
    EffectTask,
    split_name,
)
from engine.errors import DiagramError
from engine.expressions import gate_timer
from engine.notation import read_attribute, read_notation, read_params
from engine.safe_xml import BPMN, read_xml
from engine.supported import find_unsupported
from engine.values import Notation


@dataclass(frozen=True, slots=True, eq=False)
class Procedure:
    """One version, parsed. Read-only: share it between threads and keep it as long as you like.

    Attributes:
        process_id: Id of the main process.
        title: Its label.
        steps: Every user task by element id, those of subprocesses and called processes too.
        flow_ids: Every sequence flow, those of subprocesses and called processes too.
        spec: The main process in the library's terms; only for this package.
        subprocesses: The other levels by id; only for this package.
        flows: Flow ids by the names of the two specs they connect; only for this package.
    """

    process_id: str
    title: str
    steps: Mapping[str, Notation] = field(repr=False)
    flow_ids: frozenset[str] = field(repr=False)
    spec: BpmnProcessSpec = field(repr=False)
    subprocesses: Mapping[str, BpmnProcessSpec] = field(repr=False)
    flows: Mapping[tuple[str, str], str] = field(repr=False)


def parse(process_id: str, diagrams: Mapping[str, bytes], tables: Mapping[str, bytes]) -> Procedure:
    """Parse the files of one version.

    Args:
        process_id: Id of the process to start.
        diagrams: BPMN files by name: the process and everything it calls.
        tables: DMN files by name: every decision a diagram names.

    Raises:
        UnsafeXmlError: A file is not XML we are willing to read.
        DiagramError: A diagram or table holds something the engine does not run.
    """
    roots = [read_xml(content) for content in diagrams.values()]
    for problem in find_unsupported(roots):
        raise problem
    scopes = [scope for root in roots for each in processes(root) for scope in scopes_of(each)]
    decisions = _decisions(tables)
    _refuse_unknown_decisions(scopes, decisions)
    parser = _Parser(decisions)
    try:
        for root in roots:
            parser.add_bpmn_xml(root)
        spec = parser.get_spec(process_id)
        subprocesses = parser.get_subprocess_specs(process_id)
    except SpiffWorkflowException as error:
        raise _diagram_error(error) from error
    return _procedure(spec, subprocesses, {scope.id: scope for scope in scopes})


def _decisions(tables: Mapping[str, bytes]) -> dict[str, DecisionTable]:
    decisions: dict[str, DecisionTable] = {}
    for content in tables.values():
        for table in read_decision_tables(content):
            if table.decision_id in decisions:
                raise DiagramError(table.decision_id, "hai bảng quyết định cùng mã.")
            decisions[table.decision_id] = table
    return decisions


def _refuse_unknown_decisions(scopes: Iterable[Scope], known: Container[str | None]) -> None:
    for node in (node for scope in scopes for node in scope.nodes.values()):
        decision = read_attribute(node.xml, "decision")
        if node.tag == "businessRuleTask" and decision not in known:
            raise DiagramError(node.id, f"không có bảng quyết định «{decision}».")


def _procedure(
    spec: BpmnProcessSpec,
    subprocesses: Mapping[str, BpmnProcessSpec],
    scopes: Mapping[str, Scope],
) -> Procedure:
    steps: dict[str, Notation] = {}
    flows: dict[tuple[str, str], str] = {}
    for level in (spec, *subprocesses.values()):
        for flow in scopes[level.name].flows:
            # A flow into an activity with boundary events ends at the library's split before it.
            split = split_name(flow.target)
            flows[flow.source, split if split in level.task_specs else flow.target] = flow.id
        for node in scopes[level.name].nodes.values():
            if node.tag == "userTask":
                steps[node.id] = read_notation(node.xml)
    flow_ids = frozenset(flows.values())
    return Procedure(spec.name, spec.description, steps, flow_ids, spec, subprocesses, flows)


class _TimerParser:
    """Mixed into the parsers of events that wait."""

    node: etree._Element
    bpmn_id: str

    def parse_timer_event(self, event: etree._Element) -> DeadlineTimer:
        text = event.findtext(f"{{{BPMN}}}timeDate") or ""
        return DeadlineTimer(self.bpmn_id, gate_timer(text.strip()))


class _CatchEventParser(_TimerParser, IntermediateCatchEventParser):  # type: ignore[misc]
    """The library has no types."""


class _BoundaryEventParser(_TimerParser, BoundaryEventParser):  # type: ignore[misc]
    """The library has no types."""


class _EffectParser(TaskParser):  # type: ignore[misc]
    def create_task(self) -> EffectTask:
        effect, params = read_attribute(self.node, "effect") or "", read_params(self.node)
        attributes = self.bpmn_attributes
        return EffectTask(self.spec, self.bpmn_id, effect=effect, params=params, **attributes)


class _DecisionParser(TaskParser):  # type: ignore[misc]
    def create_task(self) -> DecisionTask:
        table = self.process_parser.parser.decisions[read_attribute(self.node, "decision")]
        return DecisionTask(self.spec, self.bpmn_id, table=table, **self.bpmn_attributes)


class _Parser(BpmnParser):  # type: ignore[misc]
    """The library's parser with our elements. One per parse: a failed one stays dirty."""

    OVERRIDE_PARSER_CLASSES: ClassVar = {
        full_tag("boundaryEvent"): (_BoundaryEventParser, BoundaryEvent),
        full_tag("intermediateCatchEvent"): (_CatchEventParser, IntermediateCatchEvent),
        full_tag("serviceTask"): (_EffectParser, EffectTask),
        full_tag("businessRuleTask"): (_DecisionParser, DecisionTask),
    }

    def __init__(self, decisions: Mapping[str, DecisionTable]) -> None:
        super().__init__()
        self.decisions = decisions


def _diagram_error(error: SpiffWorkflowException) -> DiagramError:
    element = error.id if isinstance(error, ValidationException) else ""
    return DiagramError(element, f"không đọc được sơ đồ ({error}).")
