"""Opens the screens of a unit to its IT staff, to be looked at for a stated reason."""

from datetime import timedelta

from sqlalchemy import update

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotAllowedError
from cases.models.support_visit import SupportVisit
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.permitted_units import permitted_units
from cases.policy.predicates import Target
from cases.steps.checked_submission import refuse_errors
from cases.support.asked import REASON, REASON_LABEL, UNIT
from cases.trouble.asked import accepted_words
from forms.submission import Submission


def begin_support_visit(
    tx: Transaction, office: Office, actor: Actor, *, submission: Submission
) -> int:
    """Begin a visit and return its number; one that still runs ends here.

    It lasts at most so many hours as the installation allows (khoản 1 Điều 16 Quy chế 2003).

    Raises:
        NotAllowedError: The person does not look after the machines of the unit.
        SubmissionRefusedError: No reason, or one that names a person or a record.
    """
    units = permitted_units(Permission.SUPPORT_VISIT, actor)
    if not units:
        raise NotAllowedError(Permission.SUPPORT_VISIT)
    refuse_errors(submission)
    unit_id = int(str(submission.values.get(UNIT) or units[0]))
    require(Permission.SUPPORT_VISIT, actor, Target(unit_id=unit_id))
    now = office.clock.now()
    tx.execute(
        update(SupportVisit)
        .where(SupportVisit.account_id == actor.account_id, SupportVisit.ended_at.is_(None))
        .where(SupportVisit.ends_at > now)
        .values(ended_at=now)
        .execution_options(synchronize_session=False)
    )
    visit = SupportVisit(
        account_id=actor.account_id,
        unit_id=unit_id,
        reason=accepted_words(submission.values.get(REASON), REASON_LABEL),
        began_at=now,
        ends_at=now + timedelta(hours=office.settings.support_visit_hours),
    )
    tx.add(visit)
    tx.flush()
    journal.write(
        tx,
        office,
        actor,
        "begin_support_visit",
        subject=("unit", unit_id),
        detail={"visit": visit.id, "until": visit.ends_at.isoformat(timespec="minutes")},
    )
    return visit.id
