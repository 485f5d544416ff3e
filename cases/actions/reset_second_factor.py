"""Drops the codes of somebody whose telephone and recovery codes are gone."""

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.second_factor.checked import forget
from cases.second_factor.refusals import CodeRefusedError
from cases.sessions import EndReason, end_sessions

REASONS = ("lost", "replaced", "exposed")
"""Why codes are reset: words would say something of the person."""


def reset_second_factor(
    tx: Transaction, office: Office, actor: Actor, *, account_id: int, reason: str
) -> None:
    """Let the person sign in without a code, to set new ones up; end their sessions.

    Raises:
        NotAllowedError: The person does not administer.
        CodeRefusedError: ``own``: another administrator does that.
        NotFoundError: The account has no codes, or there is no such account or reason.
    """
    require(Permission.ACCOUNTS_MANAGE, actor, Target())
    if account_id == actor.account_id:
        raise CodeRefusedError("own")
    if reason not in REASONS or not forget(tx, account_id):
        raise NotFoundError
    end_sessions(tx, office, [account_id], EndReason.CODES_RESET)
    journal.write(
        tx,
        office,
        actor,
        "reset_second_factor",
        subject=("account", account_id),
        detail={"because": reason},
    )
