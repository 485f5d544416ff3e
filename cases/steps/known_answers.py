"""Refuses answers that contradict what the case knows already."""

from cases.errors import SubmissionRefusedError
from cases.runs.locked_run import LockedRun
from forms.checks import Known
from forms.fields import Form
from forms.submission import Submission, contradictions


def refuse_contradictions(run: LockedRun, form: Form | None, submission: Submission | None) -> None:
    """Hold the answers against what the petitions of the case say together.

    Raises:
        SubmissionRefusedError: Naming the field of each answer that cannot be right.
    """
    if form is None or submission is None:
        return
    if any(check.asks_the_case for check in form.checks):
        errors = contradictions(form, submission, _known(run))
        if errors:
            raise SubmissionRefusedError(errors)


def _known(run: LockedRun) -> Known:
    """Return all signatories, all sources and the first day."""
    known: Known = {
        "petition.signatory_count": run.signatory_count,
        "petition.source": run.sources,
    }
    return known if run.received_on is None else {**known, "petition.received_on": run.received_on}
