"""Moves a running case to another version of its procedure: the same tokens on the new diagrams.

Allowed if every token stands on an element that exists in the new version with the same type, and
no join of the new version would wait for a branch nobody is on. Boundary events that the new
version adds to an open activity start to wait, removed ones are dropped, all others are untouched;
no date moves, because the state holds none.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin, BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent

from engine.elements import split_name
from engine.errors import CannotMigrateError
from engine.joins import starving_joins
from engine.levels import label, level_specs
from engine.parser import Procedure
from engine.run import Run
from engine.tokens import Level, Standing, Token, Tokens, decode
from engine.values import Call, Progress

_BESIDE = (BoundaryEvent, BoundaryEventSplit, BoundaryEventJoin)


@dataclass(frozen=True, slots=True)
class MigrationPlan:
    """What a migration would do.

    Attributes:
        allowed: Whether it may be done.
        reasons: Why not, in Vietnamese, naming the elements.
        dropped_timers: Boundary events that wait now and would not any more.
        added_timers: Boundary events that would start to wait.
    """

    allowed: bool
    reasons: tuple[str, ...]
    dropped_timers: tuple[str, ...]
    added_timers: tuple[str, ...]


def can_migrate(old: Procedure, new: Procedure, state: bytes) -> MigrationPlan:
    """Return what migrating a case would do, without doing it.

    Raises:
        StateError: The state is damaged, or not of the old version.
    """
    return _move(old, new, decode(state))[0]


def migrate(old: Procedure, new: Procedure, state: bytes, call: Call) -> Progress:
    """Return the case on the new version. Nothing runs: what is due fires at the next tick.

    Raises:
        CannotMigrateError: The plan is not allowed.
        StateError: The state is damaged, or not of the old version.
    """
    plan, tokens = _move(old, new, decode(state))
    if not plan.allowed:
        raise CannotMigrateError(plan.reasons)
    return Run.load(new, tokens, call).look()


@dataclass(slots=True)
class _Levels:
    """The levels of a case on the new version, as far as they are put together.

    Attributes:
        levels: The new levels.
        places: For each level, where its old rows went; a dropped row's children hang higher.
        dropped: Boundary events left out.
        added: Boundary events put in.
    """

    levels: list[Level] = field(default_factory=list)
    places: list[dict[int, int]] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)


def _move(old: Procedure, new: Procedure, tokens: Tokens) -> tuple[MigrationPlan, Tokens]:
    old_specs = level_specs(old, tokens)
    if old.process_id != new.process_id:
        return _refusal(["Hai phiên bản không cùng một quy trình."]), tokens
    new_specs = _new_specs(new, tokens)
    reasons = [
        reason
        for level, before, after in zip(tokens.levels, old_specs, new_specs, strict=True)
        for reason in _objections(level, before, after)
    ]
    if reasons:
        return _refusal(reasons), tokens
    moved = _Levels()
    for level, before, after in zip(tokens.levels, old_specs, new_specs, strict=True):
        if after is not None:  # it is for every level, or there were objections
            _rebuild(level, before, after, moved)
            reasons += starving_joins(after, moved.levels[-1].tokens)
    if reasons:
        return _refusal(reasons), tokens
    plan = MigrationPlan(
        allowed=True,
        reasons=(),
        dropped_timers=tuple(moved.dropped),
        added_timers=tuple(moved.added),
    )
    return plan, Tokens(tokens.completed, moved.levels)


def _refusal(reasons: list[str]) -> MigrationPlan:
    unique = tuple(dict.fromkeys(reasons))
    return MigrationPlan(allowed=False, reasons=unique, dropped_timers=(), added_timers=())


def _new_specs(new: Procedure, tokens: Tokens) -> list[BpmnProcessSpec | None]:
    """Return the diagram of every level in the new version; None where its activity is gone."""
    specs: list[BpmnProcessSpec | None] = []
    for level in tokens.levels:
        spec = new.spec
        if level.owner is not None:
            number, row = level.owner
            outer = specs[number]
            element = tokens.levels[number].tokens[row].element
            activity = outer.task_specs.get(element) if outer is not None else None
            spec = new.subprocesses.get(getattr(activity, "spec", ""))
        specs.append(spec)
    return specs


def _objections(
    level: Level, old_spec: BpmnProcessSpec, new_spec: BpmnProcessSpec | None
) -> Iterator[str]:
    if new_spec is None:
        return  # the activity that opened the level is objected to in its own level
    for token in level.tokens:
        before = old_spec.task_specs[token.element]
        after = new_spec.task_specs.get(token.element)
        place = "đang mở" if token.standing.is_live else "đã qua nhưng còn cần"
        if after is None:
            if not isinstance(before, _BESIDE):
                yield f"Bước {place} {label(before)} không còn trong phiên bản mới."
        elif type(after) is not type(before):
            yield f"Bước {place} {label(before)} đã đổi loại trong phiên bản mới."
        elif getattr(after, "spec", None) != getattr(before, "spec", None):
            yield f"Bước {place} {label(before)} gọi quy trình khác trong phiên bản mới."


def _rebuild(
    level: Level, old_spec: BpmnProcessSpec, new_spec: BpmnProcessSpec, moved: _Levels
) -> None:
    """Append the level as it stands in the new version."""
    tokens: list[Token] = []
    places = {-1: -1}
    for row, token in enumerate(level.tokens):
        parent = places[token.parent]
        if _is_gone(old_spec, new_spec, level, token):
            places[row] = parent
            if token.standing is Standing.WAITING and _is_event(old_spec, token):
                moved.dropped.append(token.element)
            continue
        split = split_name(token.element)
        is_under_it = parent >= 0 and tokens[parent].element == split
        if token.standing.is_live and split in new_spec.task_specs and not is_under_it:
            tokens.append(Token(parent, split, Standing.COMPLETED))
            parent = len(tokens) - 1
        places[row] = len(tokens)
        tokens.append(replace(token, parent=parent))
    _add_events(tokens, new_spec, moved)
    owner = level.owner
    if owner is not None:
        owner = (owner[0], moved.places[owner[0]][owner[1]])
    moved.levels.append(Level(owner, tokens))
    moved.places.append(places)


def _is_gone(
    old_spec: BpmnProcessSpec, new_spec: BpmnProcessSpec, level: Level, token: Token
) -> bool:
    """Whether a token beside an activity has no place in the new version."""
    if not isinstance(old_spec.task_specs[token.element], _BESIDE):
        return False
    after = new_spec.task_specs.get(token.element)
    if isinstance(after, BoundaryEvent):
        # The event may sit on another activity now; there it is added if that one is open.
        host: str = after.inputs[0].name
        return host != level.tokens[token.parent].element
    return after is None


def _is_event(spec: BpmnProcessSpec, token: Token) -> bool:
    return isinstance(spec.task_specs[token.element], BoundaryEvent)


def _add_events(tokens: list[Token], new_spec: BpmnProcessSpec, moved: _Levels) -> None:
    """Let the boundary events wait that the new version puts on open activities."""
    for token in list(tokens):
        split = new_spec.task_specs.get(split_name(token.element))
        if split is None or not token.standing.is_live:
            continue
        present = {each.element for each in tokens if each.parent == token.parent}
        for event in split.outputs:
            if isinstance(event, BoundaryEvent) and event.name not in present:
                tokens.append(Token(token.parent, event.name, Standing.WAITING))
                moved.added.append(event.name)
