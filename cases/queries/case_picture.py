"""Draws where a case stands on its diagram."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from cases.models.run import Run
from cases.office import LoadedVersion
from cases.queries.views import StepView
from engine.picture import Marks, draw


def case_picture(
    run: Run,
    version: LoadedVersion,
    steps: Sequence[StepView],
    items: Sequence[Any],
    today: date,
) -> str:
    """Return the SVG of the run's version with current, finished and late steps marked.

    Of the steps and items of the case only those of the run count.
    """
    steps = [step for step in steps if step.run_id == run.id]
    items = [row for row in items if row[0].run_id == run.id]
    visited = frozenset(run.visited.split())
    done = {step.element: f"{step.ended_at:%d/%m}" for step in reversed(steps)}
    current = frozenset(row[0].element for row in items)
    due = {row[0].element: row[0].due_on for row in items if row[0].due_on is not None}
    is_paused = run.paused_since is not None
    marks = Marks(
        current=current,
        done={element: when for element, when in done.items() if element not in current},
        late=frozenset(element for element, day in due.items() if day < today and not is_paused),
        taken_flows=visited,
        notes={element: _note(day, today, is_paused=is_paused) for element, day in due.items()},
    )
    return draw(version.files, marks)


def _note(day: date, today: date, *, is_paused: bool) -> str:
    return "tạm đình chỉ" if is_paused else f"hạn {_short(day, today)}"


def _short(day: date, today: date) -> str:
    return f"{day:%d/%m}" if day.year == today.year else f"{day:%d/%m/%Y}"
