"""Changes one's own password."""

from sqlalchemy import update

from cases import journal
from cases.actor import Actor
from cases.credentials import is_kept_in_directory
from cases.errors import WeakPasswordError
from cases.models.account import Account
from cases.office import Office
from cases.passwords import hash_password, is_right
from cases.sessions import EndReason, end_sessions


def change_password(office: Office, actor: Actor, *, current: str, new: str) -> None:
    """Replace the password and end the person's other sessions.

    Opens its own transactions: hashing takes a tenth of a second.

    Raises:
        WeakPasswordError: ``current`` (the present one is wrong), ``short``, ``common``,
            ``same``, ``directory`` (the password is kept there, and changed there) or
            ``provider`` (the person signs in by single sign-on and has no password).
    """
    with office.database.reading() as tx:
        account = tx.get_one(Account, actor.account_id)
        stored = account.password_hash
    if is_kept_in_directory(office, stored):
        # A password of their own here would let in people whom the directory shuts out.
        raise WeakPasswordError("directory")
    if office.settings.identity_provider is not None and stored is None:
        # Likewise; and nothing shows that it is the person who sits at the machine.
        raise WeakPasswordError("provider")
    if stored is not None and not is_right(stored, current):
        raise WeakPasswordError("current")
    if current == new:
        raise WeakPasswordError("same")
    hashed = hash_password(new)
    now = office.clock.written_at()
    with office.database.writing() as tx:
        tx.execute(
            update(Account)
            .where(Account.id == actor.account_id)
            .values(password_hash=hashed, password_changed_at=now, must_change_password=False)
        )
        end_sessions(tx, office, [actor.account_id], EndReason.PASSWORD, kept=actor.session_id)
        journal.write(
            tx,
            office,
            actor,
            "change_password",
            subject=("account", actor.account_id),
            detail={"password": "đã đổi"},
        )
