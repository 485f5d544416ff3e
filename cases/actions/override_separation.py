"""Lets somebody do a step that is kept apart from one they did: nobody else could."""

from typing import TYPE_CHECKING, cast

from cases import journal
from cases.actor import Actor
from cases.assigning.asked import ISSUED_ON, NUMBER, REASON, read_reason
from cases.database import Transaction
from cases.models.separation_override import SeparationOverride
from cases.notes.written_note import write_note
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.step_holders import holders_of, locked_item
from cases.separation.asked import PERSON
from cases.separation.errors import OverrideRefusedError
from cases.separation.overrides import is_overridden
from cases.steps.checked_submission import refuse_errors
from forms.submission import Submission

if TYPE_CHECKING:
    from datetime import date


def override_separation(
    tx: Transaction,
    office: Office,
    actor: Actor,
    *,
    item_id: int,
    submission: Submission,
) -> str:
    """Let a person do the waiting step after all; return their name.

    Only where everybody who holds the role in the unit has done the other step. It counts for this
    step as it waits now, and for the person's own right: whoever acts for somebody else is kept
    apart as before.

    Raises:
        NotFoundError: The step has ended, or the person may not know of it.
        NotAllowedError: The person is not the head of the unit.
        OverrideRefusedError: Somebody else could do the step, or nobody is kept from it.
        SubmissionRefusedError: Reason or paper is missing.
    """
    run, item = locked_item(tx, office, actor, item_id)
    require(Permission.SEPARATION_OVERRIDE, actor, Target(unit_id=item.unit_id))
    holders = holders_of(tx, office, run, item)
    if holders.free or not holders.apart:
        raise OverrideRefusedError(tuple(holders.free.values()))
    refuse_errors(submission)
    typed = submission.values.get(PERSON)
    account_id = int(str(typed)) if typed else next(iter(holders.apart))
    if account_id not in holders.apart:
        raise OverrideRefusedError(())
    name = holders.apart[account_id]
    if is_overridden(tx, run.id, item.task_id, account_id):
        return name
    subject = (run.subject_kind, run.subject_id)
    reason = read_reason(run.kind, str(submission.values.get(REASON, "")), secrecy=run.secrecy)
    reason_id = None
    if reason:
        reason_id = write_note(
            tx,
            office,
            subject=subject,
            of_kind=run.kind,
            kind="reason",
            text=reason,
            account_id=actor.account_id,
        )
    issued_on = cast("date", submission.values[ISSUED_ON])
    row = SeparationOverride(
        run_id=run.id,
        task_id=item.task_id,
        element=item.element,
        other_element=holders.did[account_id],
        unit_id=item.unit_id,
        account_id=account_id,
        reason_id=reason_id,
        document_number=str(submission.values[NUMBER]),
        document_on=issued_on,
        granted_by_id=actor.account_id,
        granted_at=office.clock.now(),
    )
    tx.add(row)
    tx.flush()
    journal.write(
        tx,
        office,
        actor,
        "override_separation",
        subject=subject,
        detail={
            "run": run.id,
            "step": item.element,
            "other": row.other_element,
            "to": account_id,
            "document": row.document_number,
            "on": issued_on.isoformat(),
        },
    )
    return name
