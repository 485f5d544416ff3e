"""Signs a demo person in without a password; development and test only."""

from cases.database import Transaction
from cases.errors import NotAllowedError, NotFoundError
from cases.models.account import Account
from cases.office import Office
from cases.sessions import BY_DEMO, SignedIn, open_session


def become(
    tx: Transaction, office: Office, *, account_id: int, address: str, agent: str
) -> SignedIn:
    """Open a session for a person chosen from the demo list.

    Raises:
        NotAllowedError: The installation serves an office.
        NotFoundError: No such account.
    """
    if office.settings.is_production:
        raise NotAllowedError("become")
    if tx.get(Account, account_id) is None:
        raise NotFoundError
    return open_session(
        tx, office, account_id=account_id, address=address, agent=agent, way=BY_DEMO
    )
