"""What the people of the demo office type into each form, in every version of it.

A form reads the answers it asks for and leaves the others: what the law asked before July 2026
stands next to what it asks since.
"""

from collections.abc import Callable, Mapping

from cases.demo.desk import Desk, Typed
from cases.demo.settlement_answers import SETTLEMENT
from cases.demo.side_answers import BESIDE
from cases.demo.triage_answers import TRIAGE

_ANSWERS: Mapping[str, Callable[[Desk], Typed]] = {**TRIAGE, **SETTLEMENT, **BESIDE}


def answers(element: str, desk: Desk) -> Mapping[str, list[str]]:
    """Return what is typed at a step or for a message."""
    typed = _ANSWERS[element](desk)
    return {key: value if isinstance(value, list) else [value] for key, value in typed.items()}
