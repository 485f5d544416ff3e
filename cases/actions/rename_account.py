"""Changes the name of a person."""

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.folding import fold
from cases.journal.changes import changes_of_row
from cases.models.account import Account
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target


def rename_account(
    tx: Transaction, office: Office, actor: Actor, *, account_id: int, full_name: str
) -> None:
    """Write the name as it is from now on; the address never changes.

    Raises:
        NotAllowedError: The person does not administer.
        NotFoundError: No such account.
    """
    require(Permission.ACCOUNTS_MANAGE, actor, Target())
    account = tx.get(Account, account_id, with_for_update=True)
    if account is None:
        raise NotFoundError
    before = {"full_name": account.full_name}
    account.full_name, account.name_f = full_name, fold(full_name)
    tx.flush()
    journal.write(
        tx,
        office,
        actor,
        "rename_account",
        subject=("account", account_id),
        detail={"fields": changes_of_row(Account, before, {"full_name": full_name})},
    )
