"""Gives somebody a first password again, to be changed at the next sign-in."""

from sqlalchemy import select, update

from cases import journal, throttle
from cases.accounts.refusals import AccountRefusedError
from cases.actor import Actor
from cases.errors import NotFoundError
from cases.models.account import Account
from cases.office import Office
from cases.passwords import hash_password, made_up_password
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.sessions import EndReason, end_sessions


def reset_password(office: Office, actor: Actor, *, account_id: int) -> str:
    """Make up a password, end the person's sessions and let them try at once.

    Opens its own transactions: hashing takes a tenth of a second.

    Returns:
        The password. It is kept nowhere; the page shows it once.

    Raises:
        NotAllowedError: The person does not administer.
        NotFoundError: No such account.
        AccountRefusedError: ``own``: one's own password is changed with the present one.
    """
    require(Permission.ACCOUNTS_MANAGE, actor, Target())
    if account_id == actor.account_id:
        raise AccountRefusedError("own", "")
    password = made_up_password()
    hashed = hash_password(password)
    now = office.clock.written_at()
    with office.database.writing() as tx:
        email = tx.scalar(select(Account.email).where(Account.id == account_id))
        if email is None:
            raise NotFoundError
        tx.execute(
            update(Account)
            .where(Account.id == account_id)
            .values(password_hash=hashed, password_changed_at=now, must_change_password=True)
        )
        end_sessions(tx, office, [account_id], EndReason.PASSWORD)
        throttle.forget_failures(tx, email=email)
        journal.write(
            tx,
            office,
            actor,
            "reset_password",
            subject=("account", account_id),
            detail={"password": "đã đổi"},
        )
    return password
