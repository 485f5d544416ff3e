"""Takes the lock off an account, on a paper."""

from cases import journal
from cases.accounts.paper import Paper
from cases.accounts.refusals import AccountRefusedError
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.journal.changes import changes_of_row
from cases.locks.papers import named_paper
from cases.models.account import Account
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target

LOCK = ("locked_from", "lock_ground", "lock_document")


def unlock_account(
    tx: Transaction, office: Office, actor: Actor, *, account_id: int, paper: Paper
) -> None:
    """Let the person sign in again, or undo a lock that has not begun.

    The lock stays in the journal. Roles are as they were: one that ended meanwhile is given anew.

    Raises:
        NotAllowedError: The person does not administer.
        NotFoundError: No such account.
        AccountRefusedError: ``unlocked``: it is not locked any more; ``system``: it is the account
            of the system, which nobody uses.
    """
    require(Permission.ACCOUNTS_MANAGE, actor, Target())
    account = tx.get(Account, account_id, with_for_update=True)
    if account is None:
        raise NotFoundError
    if account.locked_from is None:
        raise AccountRefusedError("unlocked", "")
    if account.lock_document is None and account.lock_ground is None:
        raise AccountRefusedError("system", "")
    before = {name: getattr(account, name) for name in LOCK}
    for name in LOCK:
        setattr(account, name, None)
    account.locked_by_id = None
    tx.flush()
    journal.write(
        tx,
        office,
        actor,
        "unlock_account",
        subject=("account", account_id),
        detail={
            "document": named_paper(paper.number, paper.issued_on),
            "fields": changes_of_row(Account, before, dict.fromkeys(LOCK)),
        },
    )
