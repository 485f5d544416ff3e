"""A token game over one scope: does every way through it reach the end, whatever the facts say.

Facts are ignored: an exclusive gateway may take any of its flows. Tokens rest only where the
engine rests (a person, a time, a message, a join that is not complete), because automatic elements
run at once; this also keeps the number of markings small.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from engine.diagram_scopes import AUTOMATIC_TASKS, Node, Scope

MAX_MARKINGS = 20_000

_AT_ONCE = AUTOMATIC_TASKS | {"exclusiveGateway", "intermediateThrowEvent", "endEvent"}

Place = tuple[str, str]
"""Where a token rests: ("on", flow) or ("in", activity) or ("armed", boundary event)."""
Marking = frozenset[Place]


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something the token game found. ``element`` is the join, step or scope at fault."""

    kind: Literal["deadlock", "duplicate", "endless", "too_large"]
    element: str


@dataclass(frozen=True, slots=True)
class _Move:
    """One thing that can happen: what it takes, what it leaves, which element does it."""

    takes: Marking
    leaves: tuple[Place, ...]
    sweeps: Marking = frozenset()
    ends_all: bool = False


@dataclass(slots=True)
class _Game:
    """What has been explored so far."""

    seen: set[Marking] = field(default_factory=set)
    sources: dict[Marking, set[Marking]] = field(default_factory=lambda: defaultdict(set))
    flaws: set[Flaw] = field(default_factory=set)
    excused: set[Marking] = field(default_factory=set)
    """Markings the end need not be reached from: what is wrong there is already a flaw."""


def find_flaws(scope: Scope, limit: int = MAX_MARKINGS) -> tuple[Flaw, ...]:
    """Play every course of one scope and return what is wrong with it.

    Subprocesses and called processes count as steps that end; play their scopes separately.
    A scope without a start or with dangling flows gives what can be said of the rest.
    """
    net = _Net(scope)
    game = _Game()
    first = net.first_marking()
    game.seen.add(first)
    todo = [first]
    while todo:
        if len(game.seen) > limit:
            return (*_sorted(_causes(scope, game.flaws)), Flaw("too_large", scope.id))
        marking = todo.pop()
        for following in _play(net, marking, game):
            game.sources[following].add(marking)
            if following not in game.seen:
                game.seen.add(following)
                todo.append(following)
    stuck = {flaw for flaw in game.flaws if flaw.kind == "deadlock"}
    return _sorted(stuck | _causes(scope, game.flaws - stuck) | _causes(scope, _endless(net, game)))


def _play(net: "_Net", marking: Marking, game: _Game) -> Iterator[Marking]:
    """Yield what a marking can become; note where it is stuck or doubles a token."""
    moves = net.moves_from(marking)
    if marking and not moves:
        game.excused.add(marking)
        game.flaws.update(Flaw("deadlock", element) for element in net.stuck_at(marking))
    for move in moves:
        rest = marking - move.takes - move.sweeps
        doubled = [place for place in move.leaves if place in rest]
        if doubled:
            game.excused.add(marking)
            game.flaws.update(Flaw("duplicate", net.element_at(place)) for place in doubled)
        else:
            yield frozenset() if move.ends_all else rest.union(move.leaves)


def _endless(net: "_Net", game: _Game) -> set[Flaw]:
    """Name a step of every course that can go on for ever without an end in reach."""
    todo: list[Marking] = [frozenset(), *game.excused]
    ending = set(todo)
    while todo:
        for source in game.sources[todo.pop()]:
            if source not in ending:
                ending.add(source)
                todo.append(source)
    lost = (min(map(net.element_at, marking)) for marking in game.seen - ending)
    return {Flaw("endless", element) for element in lost}


def _causes(scope: Scope, flaws: set[Flaw]) -> set[Flaw]:
    """Leave out what only follows from another flaw; of a circle of them, name one."""
    after = {flaw.element: _all_after(scope, flaw.element) for flaw in flaws}

    def follows(flaw: Flaw, other: Flaw) -> bool:
        if other == flaw or flaw.element not in after[other.element]:
            return False
        is_circle = other.element in after[flaw.element]
        return not is_circle or other.element < flaw.element

    return {flaw for flaw in flaws if not any(follows(flaw, other) for other in flaws)}


def _all_after(scope: Scope, element: str) -> set[str]:
    found: set[str] = set()
    waiting = list(scope.successors(element))
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += scope.successors(each)
    return found


def _sorted(flaws: Iterable[Flaw]) -> tuple[Flaw, ...]:
    return tuple(sorted(flaws, key=lambda flaw: (flaw.kind, flaw.element)))


class _Net:
    """The moves of a scope, found by the place whose token starts them."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._targets = {flow.id: flow.target for flow in scope.flows}
        self._moves: dict[Place, list[_Move]] = defaultdict(list)
        self._at_once: set[Place] = set()
        for node in scope.nodes.values():
            self._add(node)

    def first_marking(self) -> Marking:
        """Return the tokens the start events put out."""
        starts = [node for node in self._scope.nodes.values() if node.tag == "startEvent"]
        return frozenset(place for node in starts for place in self._after(node))

    def moves_from(self, marking: Marking) -> list[_Move]:
        """Return what can happen next; automatic elements come before anything that waits."""
        enabled: list[_Move] = []
        for place in sorted(marking):
            moves = [move for move in self._moves[place] if move.takes <= marking]
            if moves and place in self._at_once:
                return moves
            enabled += moves
        return enabled

    def element_at(self, place: Place) -> str:
        """Return the element a token stands before or in."""
        kind, element = place
        return self._targets.get(element, element) if kind == "on" else element

    def stuck_at(self, marking: Marking) -> Iterator[str]:
        """Yield the joins that wait for ever; without one, wherever tokens rest."""
        places = {self.element_at(place) for place in marking}
        nodes: Mapping[str, Node] = self._scope.nodes
        joins = {each for each in places if each in nodes and nodes[each].tag == "parallelGateway"}
        yield from joins or places

    def _add(self, node: Node) -> None:
        incoming = [("on", flow.id) for flow in self._scope.incoming(node.id)]
        if node.tag == "parallelGateway" and incoming:
            self._at_once.update(incoming)
            self._moves[min(incoming)].append(_Move(frozenset(incoming), self._after(node)))
            return
        if node.tag in _AT_ONCE:
            self._at_once.update(incoming)
        if boundaries := self._scope.boundaries(node.id):
            self._add_activity(node, boundaries)
        for place in incoming:
            self._moves[place] += self._passing(node, place, boundaries)

    def _passing(self, node: Node, place: Place, boundaries: tuple[Node, ...]) -> Iterator[_Move]:
        taken = frozenset({place})
        if boundaries:
            self._at_once.add(place)
            yield _Move(taken, (("in", node.id), *(("armed", each.id) for each in boundaries)))
        elif node.tag in ("exclusiveGateway", "eventBasedGateway"):
            for leaving in self._after(node):
                yield _Move(taken, (leaving,))
        else:
            ends_all = "terminateEventDefinition" in node.definitions
            yield _Move(taken, self._after(node), ends_all=ends_all)

    def _add_activity(self, node: Node, boundaries: tuple[Node, ...]) -> None:
        """The activity runs; each boundary event may come once, or never."""
        running: Place = ("in", node.id)
        armed = frozenset(("armed", each.id) for each in boundaries)
        only = frozenset({running})
        self._moves[running].append(_Move(only, self._after(node), sweeps=armed))
        for each in boundaries:
            own: Place = ("armed", each.id)
            if each.interrupts:
                self._moves[own].append(_Move(only | {own}, self._after(each), sweeps=armed))
            else:
                self._moves[own].append(_Move(frozenset({own}), self._after(each)))

    def _after(self, node: Node) -> tuple[Place, ...]:
        return tuple(("on", flow.id) for flow in self._scope.outgoing(node.id))
