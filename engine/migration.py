"""Moves a running case to another version of its procedure: the same tokens on the new diagrams.

Allowed if every token stands on an element that exists in the new version with the same type, and
no join of the new version would wait for a branch nobody is on. Boundary events that the new
version adds to an open activity start to wait, removed ones are dropped, all others are untouched;
no date moves, because the state holds none.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec

from engine.errors import CannotMigrateError
from engine.joins import starving_joins
from engine.level_move import BESIDE, LevelMove
from engine.levels import label, level_specs
from engine.parser import Procedure
from engine.run import Run
from engine.tokens import Level, Tokens, decode
from engine.values import Call, Progress


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
    moves: list[LevelMove] = []
    for level, before, after in zip(tokens.levels, old_specs, new_specs, strict=True):
        if after is not None:  # it is for every level, or there were objections
            moves.append(LevelMove(level, before, after))
            reasons += starving_joins(after, moves[-1].tokens)
    if reasons:
        return _refusal(reasons), tokens
    plan = MigrationPlan(
        allowed=True,
        reasons=(),
        dropped_timers=tuple(event for move in moves for event in move.dropped),
        added_timers=tuple(event for move in moves for event in move.added),
    )
    return plan, Tokens(tokens.completed, [_moved(move, moves) for move in moves])


def _moved(move: LevelMove, moves: list[LevelMove]) -> Level:
    owner = move.level.owner
    if owner is not None:
        owner = (owner[0], moves[owner[0]].places[owner[1]])
    return Level(owner, move.tokens)


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
            if not isinstance(before, BESIDE):
                yield f"Bước {place} {label(before)} không còn trong phiên bản mới."
        elif type(after) is not type(before):
            yield f"Bước {place} {label(before)} đã đổi loại trong phiên bản mới."
        elif getattr(after, "spec", None) != getattr(before, "spec", None):
            yield f"Bước {place} {label(before)} gọi quy trình khác trong phiên bản mới."
