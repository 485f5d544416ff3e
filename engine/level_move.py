"""The tokens of one level, put down again in the same level of another version."""

from dataclasses import replace

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin, BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent

from engine.elements import split_name
from engine.tokens import Level, Standing, Token

BESIDE = (BoundaryEvent, BoundaryEventSplit, BoundaryEventJoin)
"""What stands beside an activity, and may come and go while it is open."""


class LevelMove:
    """A level on its way. Every other token exists in both versions with the same type.

    Attributes:
        level: As it stood in the old version.
        tokens: As it stands in the new version.
        places: Where the old rows went; the children of a dropped row hang higher.
        dropped: Boundary events that waited and have no place any more.
        added: Boundary events that the new version puts on open activities.
    """

    def __init__(self, level: Level, old_spec: BpmnProcessSpec, new_spec: BpmnProcessSpec) -> None:
        self.level = level
        self.tokens: list[Token] = []
        self.places = {-1: -1}
        self.dropped: list[str] = []
        self.added: list[str] = []
        self._old = old_spec.task_specs
        self._new = new_spec.task_specs
        self._gone: set[int] = set()
        for row, token in enumerate(level.tokens):
            self._move(row, token)
        self._add_events()

    def _move(self, row: int, token: Token) -> None:
        before = self._old[token.element]
        if isinstance(before, BoundaryEvent) and not self._sits_where_it_sat(token):
            self._drop_event(row, token)
        elif isinstance(before, BESIDE) and (
            token.element not in self._new or token.parent in self._gone
        ):
            self.places[row] = self.places[token.parent]
        else:
            self._keep(row, token)

    def _sits_where_it_sat(self, token: Token) -> bool:
        event = self._new.get(token.element)
        split = self.level.tokens[token.parent].element
        return event is not None and event.inputs[0].name == split

    def _drop_event(self, row: int, token: Token) -> None:
        """What the event has opened goes on by itself, outside the split of the activity.

        The library takes every child of a split that is no event for the activity itself.
        """
        split = self.level.tokens[token.parent]
        self.places[row] = self.places[split.parent]
        self._gone.add(row)
        if token.standing is Standing.WAITING:
            self.dropped.append(token.element)

    def _keep(self, row: int, token: Token) -> None:
        parent = self.places[token.parent]
        split = split_name(token.element)
        is_under_it = parent >= 0 and self.tokens[parent].element == split
        if token.standing.is_live and split in self._new and not is_under_it:
            self.tokens.append(Token(parent, split, Standing.COMPLETED))
            parent = len(self.tokens) - 1
        self.places[row] = len(self.tokens)
        self.tokens.append(replace(token, parent=parent))

    def _add_events(self) -> None:
        for token in list(self.tokens):
            split = self._new.get(split_name(token.element))
            if split is None or not token.standing.is_live:
                continue
            present = {each.element for each in self.tokens if each.parent == token.parent}
            for event in split.outputs:
                if isinstance(event, BoundaryEvent) and event.name not in present:
                    self.tokens.append(Token(token.parent, event.name, Standing.WAITING))
                    self.added.append(event.name)
