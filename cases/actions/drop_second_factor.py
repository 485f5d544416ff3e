"""Drops one's own codes, to set them up on another telephone or to do without."""

from cases import journal
from cases.actor import Actor
from cases.errors import NotFoundError
from cases.office import Office
from cases.second_factor.checked import codes_wait_until, forget, is_set, use_code
from cases.second_factor.refusals import CodeRefusedError


def drop_second_factor(office: Office, actor: Actor, *, code: str) -> None:
    """Forget secret and recovery codes; a code shows that it is the person who asks.

    Opens its own transaction: a wrong code is counted although nothing else is done.

    Raises:
        NotFoundError: There are none.
        CodeRefusedError: ``wrong`` or ``throttled``.
    """
    with office.database.writing() as tx:
        if not is_set(tx, actor.account_id):
            raise NotFoundError
        is_early = codes_wait_until(tx, office, actor.account_id, actor.address) is not None
        is_right = not is_early and use_code(tx, office, actor.account_id, code, actor.address)
        if is_right:
            forget(tx, actor.account_id)
            subject = ("account", actor.account_id)
            journal.write(tx, office, actor, "drop_second_factor", subject=subject)
    if not is_right:
        raise CodeRefusedError("throttled" if is_early else "wrong")
