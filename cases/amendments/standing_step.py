"""A finished step as it stands on record: what a correction of it starts from."""

from dataclasses import dataclass

from cases.amendments.correctable import refuse_uncorrectable
from cases.amendments.current_events import CurrentEvent, current_events
from cases.amendments.field_changes import correction_form
from cases.amendments.opened_cases import OpenedCase, opened_cases
from cases.amendments.recorded_values import StepRecords, recorded_values, step_records
from cases.database import Transaction
from cases.models.case_step import CaseStep
from cases.office import Office
from cases.runs.locked_run import LockedRun
from forms.fields import Form


@dataclass(frozen=True, slots=True)
class Standing:
    """A finished step as it stands on record, and the form that corrects it.

    Attributes:
        cases: Of a petition: the cases that it has opened.
    """

    run: LockedRun
    step: CaseStep
    name: str
    form: Form
    events: tuple[CurrentEvent, ...]
    records: StepRecords
    values: dict[str, object]
    cases: tuple[OpenedCase, ...]


def standing_step(tx: Transaction, office: Office, run: LockedRun, step: CaseStep) -> Standing:
    """Return a finished step with everything that its correction starts from.

    Raises:
        NotAmendableError: It asks nothing, was taken back, or was done again since.
    """
    form = correction_form(refuse_uncorrectable(tx, run, step))
    events = current_events(tx, run)
    records = step_records(tx, run, step, events)
    return Standing(
        run=run,
        step=step,
        name=run.version.step_name(step.element),
        form=form,
        events=events,
        records=records,
        values=recorded_values(run, records, form),
        cases=opened_cases(tx, office, run),
    )
