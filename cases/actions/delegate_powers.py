"""Delegates powers of the head to somebody of the unit (ủy quyền, TUQ.; regulation Art 15(1)c)."""

from typing import cast

from cases.actor import Actor
from cases.database import Transaction
from cases.delegations.asked import (
    DELEGATE,
    KINDS,
    WHICH,
    Refusals,
    powers_form,
    read_terms,
)
from cases.delegations.held import POWERS
from cases.delegations.overlaps import refuse_overlaps
from cases.delegations.people import colleagues
from cases.delegations.written import NewDelegation, write_delegation
from cases.office import Office
from cases.policy.delegated import PROGRESS
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from forms.submission import Submission


def delegate_powers(
    tx: Transaction, office: Office, actor: Actor, *, unit_id: int, submission: Submission
) -> int:
    """Let somebody of the unit assign, monitor or follow progress for the head for some days.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: The head of the unit.
        unit_id: The unit.
        submission: The answers to ``powers_form``.

    Returns:
        The id of the delegation.

    Raises:
        NotAllowedError: The person does not head the unit; what was delegated is not passed on.
        SubmissionRefusedError: The answers have errors, a day or the paper cannot be right, the
            person is not there, leads the unit anyway, or gives and receives at the same time.
    """
    actor = require(Permission.POWERS_DELEGATE, actor, Target(unit_id=unit_id))
    refusals = Refusals(powers_form(office))
    terms = read_terms(submission, refusals, office.today())
    values = submission.values
    delegate_id = int(cast("str", values[DELEGATE]))
    powers = cast("tuple[str, ...]", values[WHICH])
    kinds = cast("tuple[str, ...]", values.get(KINDS) or ())
    delegate = colleagues(tx, office, unit_id).get(delegate_id)
    if delegate is None or delegate_id == actor.account_id:
        refusals.add(DELEGATE, "người này không làm việc tại đơn vị: chọn người khác")
    elif delegate.leads:
        refusals.add(
            DELEGATE, "người này có các quyền đó theo vai trò lãnh đạo, không cần ủy quyền"
        )
    if kinds and PROGRESS in powers:
        refusals.add(KINDS, "tiến độ là của cả đơn vị: không chọn loại nào, hoặc bỏ việc này")
    new = NewDelegation(POWERS, unit_id, actor.account_id, delegate_id, terms, powers, kinds)
    refuse_overlaps(tx, refusals, new)
    refusals.answer()
    return write_delegation(tx, office, actor, "delegate_powers", new)
