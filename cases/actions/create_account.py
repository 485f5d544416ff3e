"""Creates an account with its first role (regulation Art 8(1))."""

from datetime import date

from sqlalchemy import insert, select

from cases import journal
from cases.accounts.refusals import AccountRefusedError
from cases.actor import Actor
from cases.database import Transaction
from cases.folding import fold
from cases.journal.changes import changes_of_row
from cases.models.account import Account
from cases.models.role_assignment import RoleAssignment
from cases.models.unit import Unit
from cases.office import Office
from cases.official_address import as_written, is_official
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target

ADMINISTRATION = "administration"
"""Group of the roles of those who run the system (Art 8(1)a): they need no request."""
TOLD = ("email", "full_name", "request_document", "request_on", "request_body")
"""Columns that the journal tells, or of which it tells that they were filled."""


def create_account(  # noqa: PLR0913 - an action names all it needs
    tx: Transaction,
    office: Office,
    actor: Actor | None,
    *,
    email: str,
    full_name: str,
    unit_code: str,
    roles: tuple[str, ...],
    password_hash: str | None = None,
    request_document: str | None = None,
    request_on: date | None = None,
    request_body: str | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> int:
    """Create one account and return its id.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: Who creates it; ``None`` on the command line.
        email: Official address in the configured domain (regulation Art 8(1)).
        full_name: As shown on screen.
        unit_code: Unit of the first roles.
        roles: Codes of ``config/roles.toml``.
        password_hash: Argon2 hash of a first password, to be changed at the first sign-in.
        request_document: Number of the written request, with its date where ``request_on`` is not
            given. Only those who run the system need none (Art 8(1)).
        request_on: Day of the request.
        request_body: Who sent the request.
        valid_from: First day of the roles; today if omitted.
        valid_to: Last day of the roles; open if omitted.

    Raises:
        NotAllowedError: The person does not administer.
        AccountRefusedError: Wrong domain, unknown unit or role, address already in use, a day
            that cannot be, or no request.
    """
    if actor is not None:
        require(Permission.ACCOUNTS_MANAGE, actor, Target())
    first_day = valid_from or office.today()
    address = as_written(email)
    unit = tx.scalar(select(Unit).where(Unit.code == unit_code))
    _refuse_bad(tx, office, address, roles, unit)
    _refuse_days(unit, first_day, valid_to)
    if not request_document and any(office.roles[one].group != ADMINISTRATION for one in roles):
        raise AccountRefusedError("request", "")
    now = office.clock.now()
    row = {
        "email": address,
        "full_name": full_name,
        "name_f": fold(full_name),
        "password_hash": password_hash,
        "must_change_password": password_hash is not None,
        "request_document": request_document,
        "request_on": request_on,
        "request_body": request_body,
        "created_at": now,
    }
    account_id = tx.scalars(insert(Account).returning(Account.id), [row]).one()
    tx.execute(
        insert(RoleAssignment),
        [
            {
                "account_id": account_id,
                "unit_id": unit.id if unit else 0,
                "role": role,
                "valid_from": first_day,
                "valid_to": valid_to,
            }
            for role in roles
        ],
    )
    told = {name: row[name] for name in TOLD if row[name] is not None}
    journal.write(
        tx,
        office,
        actor,
        "create_account",
        subject=("account", account_id),
        detail={
            "unit": unit_code,
            "roles": roles,
            "fields": changes_of_row(Account, {}, told),
        },
    )
    return account_id


def _refuse_bad(
    tx: Transaction, office: Office, address: str, roles: tuple[str, ...], unit: Unit | None
) -> None:
    domain = office.settings.email_domain
    if not is_official(address, domain):
        raise AccountRefusedError("domain", domain)
    unknown = [role for role in roles if role not in office.roles]
    if unknown or not roles:
        raise AccountRefusedError("role", ", ".join(unknown))
    if unit is None:
        raise AccountRefusedError("unit", "")
    if tx.scalar(select(Account.id).where(Account.email == address)) is not None:
        raise AccountRefusedError("taken", address)


def _refuse_days(unit: Unit | None, first_day: date, last_day: date | None) -> None:
    if last_day is not None and last_day < first_day:
        raise AccountRefusedError("period", "")
    if unit is not None and unit.valid_to is not None and unit.valid_to < first_day:
        raise AccountRefusedError("unit_over", "")
