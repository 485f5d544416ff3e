"""Draws where a case stands on its diagram."""

from collections.abc import Sequence
from typing import Any

from engine.picture import Marks, draw

from cases.models.run import Run
from cases.office import LoadedVersion
from cases.queries.views import StepView


def case_picture(
    run: Run,
    version: LoadedVersion,
    steps: Sequence[StepView],
    items: Sequence[Any],
    late: frozenset[str],
) -> str:
    """Return the SVG of the run's version with current, finished and late steps marked."""
    visited = frozenset(run.visited.split())
    done = {step.element: f"{step.ended_at:%d/%m}" for step in reversed(steps)}
    current = frozenset(row[0].element for row in items)
    notes = {
        row[0].element: f"hạn {row[0].due_on:%d/%m}" for row in items if row[0].due_on is not None
    }
    marks = Marks(
        current=current,
        done={element: when for element, when in done.items() if element not in current},
        late=late,
        taken_flows=visited,
        notes=notes,
    )
    return draw(version.files, marks)
