"""Runs procedures: stored state and a call in, progress out. The caller stores it, or nothing.

If a call raises, nothing of it happened: the caller rolls its transaction back. Before it completes
a step, the caller ticks when something is due, in the same transaction: completing a step cancels
its timers, and whether an overdue branch ran must not depend on when the sweep came by.
"""

from engine.jump import clear_for
from engine.parser import Procedure
from engine.run import Run
from engine.tokens import decode, ended
from engine.values import Call, Progress


def start(procedure: Procedure, call: Call) -> Progress:
    """Start a case."""
    return Run.begin(procedure, call).settle()


def complete(procedure: Procedure, state: bytes, call: Call, task_id: str) -> Progress:
    """Complete a step that waits for a person.

    Raises:
        StepNotOpenError: It is not open (any more).
        PausedError: The call is paused, and the step is not marked ``whilePaused``.
        StateError: The state is damaged, or of another version.
        EngineError: A step behind it cannot run: facts undeclared, no rule, automatic loop.
    """
    return Run.load(procedure, decode(state), call).complete(task_id)


def tick(procedure: Procedure, state: bytes, call: Call) -> Progress:
    """Let the timers fire whose deadline has come by ``call.now``; none while paused."""
    return Run.load(procedure, decode(state), call).settle()


def catch(procedure: Procedure, state: bytes, call: Call, message: str) -> Progress:
    """Receive a message, also while paused.

    Raises:
        MessageNotAwaitedError: Nothing in the case waits for it.
    """
    return Run.load(procedure, decode(state), call).catch(message)


def jump(procedure: Procedure, state: bytes, call: Call, element: str) -> Progress:
    """Send the case back, or on, to a step: its level goes on from there and nowhere else.

    Raises:
        CannotJumpError: The step is in no open level, or the level runs in parallel.
    """
    tokens, level = clear_for(procedure, decode(state), element)
    return Run.load_at(procedure, tokens, call, (level, element)).settle()


def cancel(procedure: Procedure, state: bytes, call: Call) -> Progress:
    """End the case where it stands: nothing stays open, nothing more happens to it."""
    return Run.load(procedure, ended(decode(state)), call).look()


def inspect(procedure: Procedure, state: bytes, call: Call) -> Progress:
    """Return what there is to do, and let nothing happen. ``state`` is returned as it came."""
    return Run.load(procedure, decode(state), call).look()
