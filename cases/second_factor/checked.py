"""Takes a code once, and counts the wrong ones."""

from datetime import datetime

from sqlalchemy import delete, func, select, update

from cases import throttle
from cases.database import Transaction
from cases.models.recovery_code import RecoveryCode
from cases.models.second_factor import SecondFactor
from cases.office import Office
from cases.second_factor.codes import counter_of, recovery_hash
from cases.turns import take_turn


def is_set(tx: Transaction, account_id: int) -> bool:
    """Tell whether the person has set codes up."""
    found = select(SecondFactor.id).where(SecondFactor.account_id == account_id)
    return tx.scalar(found) is not None


def codes_wait_until(
    tx: Transaction, office: Office, account_id: int, address: str
) -> datetime | None:
    """Return when the next code is taken; ``None`` for now.

    Whoever sends several at once waits for each, so that none is taken before the others count.
    """
    name = _counted_as(account_id)
    take_turn(tx, name)
    return throttle.retry_at(tx, office, email=name, address=address, account_id=account_id)


def use_code(tx: Transaction, office: Office, account_id: int, code: str, address: str) -> bool:
    """Take a code, of the telephone or for recovery; of two who send the same one, one is right.

    A wrong one is counted: the caller must commit.
    """
    if _is_of_the_telephone(tx, office, account_id, code) or _is_recovery(
        tx, office, account_id, code
    ):
        throttle.forget_failures(tx, email=_counted_as(account_id))
        return True
    throttle.note_failure(tx, office, email=_counted_as(account_id), address=address)
    return False


def forget(tx: Transaction, account_id: int) -> bool:
    """Remove secret and recovery codes; tell whether there was a secret."""
    had = is_set(tx, account_id)
    tx.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    tx.execute(delete(SecondFactor).where(SecondFactor.account_id == account_id))
    return had


def recovery_codes_left(tx: Transaction, account_id: int) -> int:
    """Return how many recovery codes can still be used."""
    left = select(func.count()).where(
        RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None)
    )
    return tx.scalar(left) or 0


def _is_of_the_telephone(tx: Transaction, office: Office, account_id: int, code: str) -> bool:
    secret = tx.scalar(select(SecondFactor.secret).where(SecondFactor.account_id == account_id))
    counter = counter_of(secret, code, office.clock.written_at()) if secret else None
    if counter is None:
        return False
    used = tx.scalars(
        update(SecondFactor)
        .where(SecondFactor.account_id == account_id, SecondFactor.last_counter < counter)
        .values(last_counter=counter)
        .returning(SecondFactor.id)
        .execution_options(synchronize_session=False)
    )
    return used.one_or_none() is not None


def _is_recovery(tx: Transaction, office: Office, account_id: int, code: str) -> bool:
    used = tx.scalars(
        update(RecoveryCode)
        .where(
            RecoveryCode.account_id == account_id,
            RecoveryCode.code_hash == recovery_hash(code),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=office.clock.written_at())
        .returning(RecoveryCode.id)
        .execution_options(synchronize_session=False)
    )
    return used.one_or_none() is not None


def _counted_as(account_id: int) -> str:
    """Return the name under which wrong codes are counted: apart from wrong passwords.

    Nobody can type it at the sign-in, where all letters become small: a stranger could otherwise
    use up the attempts of any account.
    """
    return f"CODE:{account_id}"
