"""Refuses answers that contradict what the case knows already."""

from sqlalchemy import func, select

from cases.database import Transaction
from cases.errors import SubmissionRefusedError
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.runs.locked_run import LockedRun
from forms.checks import Known
from forms.fields import Form
from forms.submission import Submission, contradictions


def refuse_contradictions(
    tx: Transaction, run: LockedRun, form: Form | None, submission: Submission | None
) -> None:
    """Ask the petitions of the case only where a check of the form looks at them.

    Raises:
        SubmissionRefusedError: Naming the field of each answer that cannot be right.
    """
    if form is None or submission is None:
        return
    if any(check.asks_the_case for check in form.checks):
        errors = contradictions(form, submission, _known(tx, run))
        if errors:
            raise SubmissionRefusedError(errors)


def _known(tx: Transaction, run: LockedRun) -> Known:
    """Return what the petitions say together: all signatories, all sources, the first day."""
    mine = select(Petition.source, func.coalesce(Petition.signatory_count, 1).label("signed"))
    if run.subject_kind == "petition":
        mine = mine.where(Petition.id == run.subject_id)
    else:
        mine = mine.join(PetitionCase, PetitionCase.petition_id == Petition.id).where(
            PetitionCase.case_id == run.case_id, PetitionCase.left_on.is_(None)
        )
    rows = tx.execute(mine).all()
    known: Known = {
        "petition.signatory_count": sum(row.signed for row in rows),
        "petition.source": tuple(sorted({row.source for row in rows if row.source})),
    }
    return known if run.received_on is None else {**known, "petition.received_on": run.received_on}
