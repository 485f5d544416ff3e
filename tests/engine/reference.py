"""A second, slow engine: plays a diagram by hand, token by token, without the library.

It knows nothing of storage, and is what the stored form is held against where the library itself
goes wrong: when a split and its join sit in a loop. Its order between parallel branches is its own.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from engine.decisions import DecisionTable, read_decision_tables
from engine.diagram_scopes import Flow, Node, Scope, local_name, processes, scopes_of, text_of
from engine.errors import PausedError
from engine.expressions import Evaluator, gate_script, gate_timer
from engine.notation import read_attribute, read_notation, read_params
from engine.safe_xml import BPMN, read_xml
from engine.values import Call, Effect, OpenStep, Progress, Scalar, WaitingTimer

WAITS = {"userTask", "receiveTask", "intermediateCatchEvent", "eventBasedGateway"}


@dataclass(eq=False)
class Level:
    scope: Scope
    owner: "Activity | None" = None
    active: list["Activity"] = field(default_factory=list)
    arrived: Counter[str] = field(default_factory=Counter)


@dataclass(eq=False)
class Activity:
    node: Node
    level: Level
    events: list[Node] = field(default_factory=list)
    inner: Level | None = None


class Reference:
    """One case, in memory."""

    def __init__(
        self, process: str, diagrams: Mapping[str, bytes], tables: Mapping[str, bytes]
    ) -> None:
        roots = [read_xml(content) for content in diagrams.values()]
        self.scopes = {s.id: s for r in roots for p in processes(r) for s in scopes_of(p)}
        self.messages = {
            each.get("id"): each.get("name")
            for root in roots
            for each in root.iter(f"{{{BPMN}}}message")
        }
        found = (t for content in tables.values() for t in read_decision_tables(content))
        self.tables: dict[str, DecisionTable] = {table.decision_id: table for table in found}
        self.top = Level(self.scopes[process])

    def begin(self, call: Call) -> Progress:
        self.take(call)
        self.open_level(self.top)
        return self.settle()

    def complete(self, call: Call, step: OpenStep) -> Progress:
        self.take(call)
        done = next(a for a in self.activities() if a.node.id == step.element)
        if call.paused and not read_notation(done.node.xml).while_paused:
            raise PausedError(step.element)
        self.finish(done)
        return self.settle()

    def tick(self, call: Call) -> Progress:
        self.take(call)
        return self.settle()

    def catch(self, call: Call, message: str) -> Progress:
        self.take(call)
        self.deliver(message)
        return self.settle()

    def take(self, call: Call) -> None:
        self.call = call
        self.facts: dict[str, Scalar] = dict(call.facts)
        self.changes: dict[str, Scalar] = {}
        self.effects: list[Effect] = []
        self.flows: list[str] = []
        self.thrown: list[str] = []

    def progress(self) -> Progress:
        return Progress(
            state=b"",
            open=tuple(
                OpenStep("", activity.node.id, read_notation(activity.node.xml))
                for activity in self.activities()
                if activity.node.tag == "userTask"
            ),
            timers=tuple(timer for *_, timer in self.timers()),
            waits_for=tuple(name for *_, name in self.awaited()),
            changes=self.changes,
            effects=tuple(self.effects),
            path=(),
            flows=tuple(self.flows),
            thrown=tuple(self.thrown),
            completed=self.completed,
        )

    @property
    def completed(self) -> bool:
        return not self.top.active and not +self.top.arrived

    # What waits

    def activities(self, level: Level | None = None) -> Iterator[Activity]:
        for activity in (level or self.top).active:
            yield activity
            if activity.inner:
                yield from self.activities(activity.inner)

    def waiting(self) -> Iterator[tuple[Activity, Node]]:
        """Every event that may come, with the activity it sits on or stands for."""
        for activity in self.activities():
            node = activity.node
            yield from ((activity, event) for event in activity.events)
            if node.tag == "eventBasedGateway":
                for flow in activity.level.scope.outgoing(node.id):
                    yield activity, activity.level.scope.nodes[flow.target]
            elif node.tag in ("receiveTask", "intermediateCatchEvent"):
                yield activity, node

    def timers(self) -> list[tuple[Activity, Node, WaitingTimer]]:
        found = []
        for activity, event in self.waiting():
            for part in event.xml.iterchildren(f"{{{BPMN}}}timerEventDefinition"):
                deadline = gate_timer(text_of(part, "timeDate") or "")
                waits = WaitingTimer(event.id, deadline.term, deadline.before)
                found.append((activity, event, waits))
        return found

    def awaited(self) -> list[tuple[Activity, Node, str]]:
        return [
            (activity, event, name)
            for activity, event in self.waiting()
            if (name := self.message_of(event)) is not None
        ]

    def message_of(self, node: Node) -> str | None:
        parts = [c for c in node.xml if local_name(c) == "messageEventDefinition"]
        parts += [node.xml] if node.tag == "receiveTask" else []
        return self.messages[parts[0].get("messageRef")] if parts else None

    # What happens

    def settle(self) -> Progress:
        self.close_levels()
        while not self.call.paused and (due := list(self.due())):
            *_, activity, event = min(due, key=lambda each: each[:3])
            self.come(activity, event)
            self.close_levels()
        return self.progress()

    def due(self) -> Iterator[tuple[object, bool, str, Activity, Node]]:
        for activity, event, timer in self.timers():
            since = self.call.due(timer.term, timer.before)
            if since is not None and since <= self.call.now:
                interrupts = event.tag == "boundaryEvent" and event.interrupts
                yield since, interrupts, event.id, activity, event

    def deliver(self, message: str) -> bool:
        hit = [(a, event) for a, event, name in self.awaited() if name == message]
        for activity, event in hit:
            self.come(activity, event)
        return bool(hit)

    def come(self, activity: Activity, event: Node) -> None:
        """An event happens."""
        if activity.node.tag == "eventBasedGateway":
            scope = activity.level.scope
            self.flows += [f.id for f in scope.outgoing(activity.node.id) if f.target == event.id]
        if event.tag != "boundaryEvent" or event.interrupts:
            activity.level.active.remove(activity)
        else:
            activity.events.remove(event)
        self.leave(activity.level, event)

    def finish(self, activity: Activity) -> None:
        activity.level.active.remove(activity)
        self.leave(activity.level, activity.node)

    def close_levels(self) -> None:
        """A level without tokens is over, and with it the activity that opened it."""
        while over := [
            activity
            for activity in self.activities()
            if activity.inner and not activity.inner.active and not +activity.inner.arrived
        ]:
            self.finish(over[-1])

    def open_level(self, level: Level) -> None:
        start = next(node for node in level.scope.nodes.values() if node.tag == "startEvent")
        self.leave(level, start)

    def leave(self, level: Level, node: Node) -> None:
        for flow in self.chosen(level.scope, node):
            self.flows.append(flow.id)
            self.enter(level, level.scope.nodes[flow.target], flow)

    def chosen(self, scope: Scope, node: Node) -> tuple[Flow, ...]:
        flows = scope.outgoing(node.id)
        if node.tag != "exclusiveGateway" or len(flows) == 1:
            return flows
        for flow in flows:
            if flow.condition is not None and Evaluator(self.facts).evaluate(flow.condition):
                return (flow,)
        return tuple(flow for flow in flows if flow.id == node.xml.get("default"))

    def enter(self, level: Level, node: Node, flow: Flow) -> None:
        if node.tag == "parallelGateway":
            self.join(level, node, flow)
        elif node.tag == "endEvent":
            self.end(level, node)
        elif node.tag in WAITS or node.tag in ("subProcess", "callActivity"):
            activity = Activity(node, level, list(level.scope.boundaries(node.id)))
            level.active.append(activity)
            called = node.xml.get("calledElement") or node.id
            if node.tag in ("subProcess", "callActivity"):
                activity.inner = Level(self.scopes[called], activity)
                self.open_level(activity.inner)
        else:
            automatic: dict[str, Callable[[Node], None]] = {
                "scriptTask": self.run_script,
                "serviceTask": self.ask_effect,
                "businessRuleTask": self.decide,
                "intermediateThrowEvent": self.throw,
            }
            automatic.get(node.tag, lambda _: None)(node)
            self.leave(level, node)

    def join(self, level: Level, node: Node, flow: Flow) -> None:
        level.arrived[flow.id] += 1
        incoming = [each.id for each in level.scope.incoming(node.id)]
        if all(level.arrived[each] for each in incoming):
            level.arrived.subtract(incoming)
            self.leave(level, node)

    def end(self, level: Level, node: Node) -> None:
        self.throw(node)
        if "terminateEventDefinition" in node.definitions:
            level.active.clear()
            level.arrived.clear()

    def throw(self, node: Node) -> None:
        message = self.message_of(node)
        if message is not None and not self.deliver(message):
            self.thrown.append(message)

    def run_script(self, node: Node) -> None:
        for name, source in gate_script(text_of(node.xml, "script") or ""):
            self.write(name, Evaluator(self.facts).evaluate(source))

    def ask_effect(self, node: Node) -> None:
        effect = read_attribute(node.xml, "effect") or ""
        self.effects.append(Effect(effect, read_params(node.xml), node.id))

    def decide(self, node: Node) -> None:
        table = self.tables[read_attribute(node.xml, "decision") or ""]
        for name, value in table.decide(self.facts).items():
            self.write(name, value)

    def write(self, name: str, value: object) -> None:
        assert name in self.facts
        assert isinstance(value, Scalar)
        self.facts[name] = self.changes[name] = value
