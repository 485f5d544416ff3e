"""What goes into a call of the engine and what comes out of it: plain frozen values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

Scalar = str | int | bool | None
"""A fact's value: a code, a number, yes or no, a date as ISO text; None when not known yet."""


@dataclass(frozen=True, slots=True)
class Call:
    """What the world looks like during one call.

    Attributes:
        facts: Every declared fact, None where it has no value yet. An absent name is an error
            to read and to write: this is how declarations are enforced.
        due: Answers ``due(term, before)`` with the instant a deadline falls on, shifted by
            ``before`` working days; None while no deadline of the term runs. Must be pure.
        now: The instant of the call, aware of its time zone.
        paused: The case is suspended: no timer fires, only steps marked ``whilePaused`` run.
    """

    facts: Mapping[str, Scalar]
    due: Callable[[str, int], datetime | None]
    now: datetime
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Notation:
    """What the ``donthu:`` attributes of a user task say.

    Attributes:
        element: Id of the user task.
        name: Its label.
        role: Code of the role that does it; empty when the diagram names none.
        unit: Which unit of the case it falls to: receiving, settling or verifying.
        form: Step name of its form, or None.
        term: Term whose deadline is shown as its due date, or None.
        assign: Name of the assignment that picks the person, or None: open to the whole role.
        document: Type of document the step issues, or None.
        not_actor_of: Steps whose actor may not do this one.
        while_paused: May be completed while the case is suspended.
        until: Fact with the day until which a person has given time for the step, or None: the
            step is due then, or with its term if that ends before.
        send_back_to: Steps to which the case may be sent back from here, with a reason.
    """

    element: str
    name: str
    role: str
    unit: str
    form: str | None
    term: str | None
    assign: str | None
    document: str | None
    not_actor_of: tuple[str, ...]
    while_paused: bool
    until: str | None = None
    send_back_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A user task that waits for a person. ``task_id`` stays the same until it is completed."""

    task_id: str
    element: str
    notation: Notation


@dataclass(frozen=True, slots=True, order=True)
class WaitingTimer:
    """A timer that fires ``before`` working days ahead of the deadline of ``term``."""

    element: str
    term: str
    before: int


@dataclass(frozen=True, slots=True)
class Effect:
    """Something a service task asks the caller to do, in the same transaction."""

    name: str
    params: Mapping[str, str]
    element: str


@dataclass(frozen=True, slots=True)
class Progress:
    """What a call leaves behind: the state to store and the rows to write.

    Attributes:
        state: The tokens, to be passed to the next call as they are.
        open: Steps that wait for a person.
        timers: Timers that wait for a deadline.
        waits_for: Names of the messages the case would catch now.
        changes: Facts written during the call, in the order first written.
        effects: What service tasks asked for, in order.
        path: Ids of the elements run during the call, in order.
        flows: Ids of the sequence flows taken during the call, in order.
        thrown: Names of the messages sent to the outside.
        completed: The case has reached its end, or was cancelled.
    """

    state: bytes
    open: tuple[OpenStep, ...]
    timers: tuple[WaitingTimer, ...]
    waits_for: tuple[str, ...]
    changes: Mapping[str, Scalar]
    effects: tuple[Effect, ...]
    path: tuple[str, ...]
    flows: tuple[str, ...]
    thrown: tuple[str, ...]
    completed: bool
