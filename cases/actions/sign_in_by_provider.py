"""Signs a person in for whom the provider of single sign-on vouches."""

from sqlalchemy import select

from cases import journal
from cases.models.account import Account
from cases.office import Office
from cases.official_address import as_written, is_official
from cases.refused_sign_in import SignInRefusedError
from cases.sessions import BY_PROVIDER, SignedIn, open_session


def sign_in_by_provider(
    office: Office, *, email: str, is_verified: bool, address: str, agent: str
) -> SignedIn:
    """Open a session for the account with this address (khoản 1 Điều 8 Quy chế).

    The caller has checked that the provider itself says this, here and now. Nobody gets an
    account by signing in: accounts are created on a written request only.

    Args:
        office: The installation.
        email: Address as the provider has it.
        is_verified: The provider vouches for the address as well.
        address: Network address of the browser.
        agent: What the browser calls itself.

    Raises:
        SignInRefusedError: ``unverified``, ``domain`` (no official address), ``no_account`` or
            ``locked``.
    """
    name = as_written(email)
    with office.database.writing() as tx:
        row = tx.execute(
            select(Account.id, Account.locked_from).where(Account.email == name)
        ).one_or_none()
        if not is_verified:
            reason = "unverified"
        elif not is_official(name, office.settings.email_domain):
            reason = "domain"
        elif row is None:
            reason = "no_account"
        elif row.locked_from is not None and row.locked_from <= office.today():
            reason = "locked"
        else:
            return open_session(
                tx, office, account_id=row.id, address=address, agent=agent, way=BY_PROVIDER
            )
        detail = {"address": address, "way": BY_PROVIDER, "because": reason}
        journal.write(tx, office, None, "sign_in_refused", detail=detail)
    raise SignInRefusedError(reason)
