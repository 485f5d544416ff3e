"""Sets one's own codes up: from now on signing in asks for one."""

from sqlalchemy import insert

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.models.recovery_code import RecoveryCode
from cases.models.second_factor import SecondFactor
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.sealed.column import ForRow
from cases.second_factor.checked import is_set
from cases.second_factor.codes import counter_of, new_recovery_codes, recovery_hash
from cases.second_factor.refusals import CodeRefusedError


def set_second_factor(
    tx: Transaction, office: Office, actor: Actor, *, secret: str, code: str
) -> tuple[str, ...]:
    """Keep the secret once a code shows that the telephone has it.

    Returns:
        Recovery codes. Only their hashes are kept; the page shows them once.

    Raises:
        NotAllowedError: The office asks no codes of this person.
        CodeRefusedError: ``wrong`` or ``set``.
    """
    require(Permission.SECOND_FACTOR_SET, actor, Target())
    if is_set(tx, actor.account_id):
        raise CodeRefusedError("set")
    now = office.clock.written_at()
    counter = counter_of(secret, code, now)
    if counter is None:
        raise CodeRefusedError("wrong")
    row = {
        "account_id": actor.account_id,
        "secret": ForRow(secret, (actor.account_id,)),
        "last_counter": counter,
        "set_at": now,
    }
    tx.execute(insert(SecondFactor), [row])
    codes = new_recovery_codes()
    tx.execute(
        insert(RecoveryCode),
        [{"account_id": actor.account_id, "code_hash": recovery_hash(one)} for one in codes],
    )
    journal.write(tx, office, actor, "set_second_factor", subject=("account", actor.account_id))
    return codes
