"""The account under which the system acts where a row must name one."""

from sqlalchemy import insert, select

from cases.actor import Actor
from cases.database import Transaction
from cases.folding import fold
from cases.models.account import Account
from cases.office import Office

MAILBOX = "he-thong"
"""Nobody can sign in with it: it has no password and is locked from the day it is made."""
NAME = "Hệ thống"


def system_account(tx: Transaction, office: Office) -> Actor:
    """Return the system as somebody who acts; its account is made when it is first needed."""
    email = f"{MAILBOX}@{office.settings.email_domain}"
    found = tx.scalar(select(Account.id).where(Account.email == email))
    if found is not None:
        return Actor(found, NAME, email, ())
    row = {
        "email": email,
        "full_name": NAME,
        "name_f": fold(NAME),
        "password_hash": None,
        "created_at": office.clock.now(),
        "locked_from": office.today(),
    }
    made = tx.scalars(insert(Account).returning(Account.id), [row]).one()
    return Actor(made, NAME, email, ())
