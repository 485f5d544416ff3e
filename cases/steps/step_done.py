"""What an action tells its caller about the step that ended."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StepDone:
    """The step that ended and what waits now."""

    case_id: int | None
    case_code: str
    step_name: str
    next_steps: tuple[str, ...]
