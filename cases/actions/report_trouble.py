"""Tells the unit's IT person, the head and the inspectorate that something is wrong."""

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.models.trouble_report import TroubleReport
from cases.office import Office
from cases.steps.checked_submission import refuse_errors
from cases.trouble.asked import KIND, TEXT, UNIT, TroublePlace, checked
from cases.trouble.moved import write_move
from cases.trouble.states import RECEIVED
from cases.trouble.told import tell, told_people
from forms.submission import Submission


def report_trouble(
    tx: Transaction, office: Office, actor: Actor, *, submission: Submission, place: TroublePlace
) -> int:
    """Keep a report and tell whoever is to know at once; return its number.

    Whoever is signed in may report (regulation Art 15(2)e).

    Raises:
        SubmissionRefusedError: Something is missing, or the words name a person or a record.
        NotFoundError: The person has no role in the unit.
    """
    submission = checked(submission)
    refuse_errors(submission)
    report = TroubleReport(
        kind=str(submission.values[KIND]),
        state=RECEIVED,
        unit_id=_unit(actor, submission),
        reported_by_id=actor.account_id,
        reported_at=office.clock.now(),
        endpoint=place.endpoint,
        page=place.page,
        reference=place.reference,
        version=place.version,
        browser=place.browser,
        text=str(submission.values[TEXT]),
    )
    tx.add(report)
    tx.flush()
    move_id = write_move(tx, office, actor, report)
    told = {one.account_id for one in told_people(tx, office, report.unit_id)}
    tell(tx, office, report, move_id=move_id, account_ids=told - {actor.account_id})
    detail = {"trouble_kind": report.kind, "screen": report.endpoint}
    subject = ("trouble", report.id)
    journal.write(tx, office, actor, "report_trouble", subject=subject, detail=detail)
    return report.id


def _unit(actor: Actor, submission: Submission) -> int | None:
    units = sorted(actor.unit_ids)
    if len(units) <= 1:
        return units[0] if units else None
    wanted = str(submission.values.get(UNIT))
    for unit_id in units:
        if str(unit_id) == wanted:
            return unit_id
    raise NotFoundError
