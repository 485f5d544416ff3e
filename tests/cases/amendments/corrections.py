"""Corrects steps as a person does: opens the form as it stands, changes fields, gives a reason."""

from typing import Any

from sqlalchemy import select

from cases.actions.correct_step import Corrected, correct_step
from cases.actor import Actor
from cases.amendments.opened_correction import open_correction
from cases.models.amendment import Amendment
from cases.models.case_step import CaseStep
from forms.limits import Limits
from forms.posted import RawValues
from forms.prefill import initial
from forms.submission import Submission, read
from tests.cases.matter import Matter

REASON = "Ghi nhầm ngày trên bì thư."


def last_step(matter: Matter, element: str) -> CaseStep:
    """Return the newest activation of a step that has ended."""
    return [step for step in matter.steps if step.element == element][-1]


def typed_again(matter: Matter, element: str, by: Actor, **typed: str | list[str]) -> Submission:
    """Read the form of a finished step as it stands on record, but for ``typed``."""
    office = matter.office
    with office.database.reading() as tx:
        standing, _ = open_correction(tx, office, by, step_id=last_step(matter, element).id)
    raw: dict[str, Any] = dict(initial(standing.form, standing.values))  # type: ignore[arg-type]
    raw["correction_reason"] = [REASON]
    raw |= {key: value if isinstance(value, list) else [value] for key, value in typed.items()}
    return read(standing.form, RawValues(raw), None, Limits(office.today()))


def correct(matter: Matter, element: str, by: Actor, **typed: str | list[str]) -> Corrected:
    """Correct the newest activation of a step."""
    submission = typed_again(matter, element, by, **typed)
    with matter.office.database.writing() as tx:
        return correct_step(
            tx,
            matter.office,
            by,
            step_id=last_step(matter, element).id,
            submission=submission,
        )


def amendments(matter: Matter) -> list[Amendment]:
    """Return what was done to the steps of a run afterwards, in order."""
    with matter.office.database.reading() as tx:
        of_run = select(CaseStep.id).where(CaseStep.run_id == matter.run_id)
        rows = select(Amendment).where(Amendment.step_id.in_(of_run)).order_by(Amendment.id)
        return list(tx.scalars(rows))
