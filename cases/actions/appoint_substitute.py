"""Lets somebody do the steps of a person on leave (thay khi nghỉ phép)."""

from typing import cast

from cases.actor import Actor
from cases.database import Transaction
from cases.delegations.asked import AWAY, DELEGATE, Refusals, leave_form, read_terms
from cases.delegations.held import LEAVE
from cases.delegations.overlaps import refuse_overlaps
from cases.delegations.people import colleagues
from cases.delegations.written import NewDelegation, write_delegation
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from forms.submission import Submission


def appoint_substitute(
    tx: Transaction, office: Office, actor: Actor, *, unit_id: int, submission: Submission
) -> int:
    """Let somebody of the unit do for some days the steps of a colleague's roles.

    Steps of those who sign or approve are not among them, whatever roles the colleague holds.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: A leader of the unit.
        unit_id: The unit.
        submission: The answers to ``leave_form``.

    Returns:
        The id of the delegation.

    Raises:
        NotAllowedError: The person does not lead the unit.
        SubmissionRefusedError: The answers have errors, a day or the paper cannot be right, one of
            the two is not there, or is stood in for, or stands in, at the same time.
    """
    actor = require(Permission.SUBSTITUTE_APPOINT, actor, Target(unit_id=unit_id))
    refusals = Refusals(leave_form())
    terms = read_terms(submission, refusals, office.today())
    away_id, delegate_id = (int(cast("str", submission.values[key])) for key in (AWAY, DELEGATE))
    there = colleagues(tx, office, unit_id)
    if away_id not in there or not there[away_id].roles & office.delegable.leave_roles:
        refusals.add(AWAY, "người này không giữ vai trò nào có người làm thay được")
    if delegate_id not in there:
        refusals.add(DELEGATE, "người này không làm việc tại đơn vị: chọn người khác")
    if delegate_id == away_id:
        refusals.add(DELEGATE, "là chính người nghỉ: chọn người khác")
    new = NewDelegation(LEAVE, unit_id, away_id, delegate_id, terms)
    refuse_overlaps(tx, refusals, new)
    refusals.answer()
    return write_delegation(tx, office, actor, "appoint_substitute", new)
