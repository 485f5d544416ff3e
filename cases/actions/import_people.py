"""Brings the people of a unit in line with the directory, as far as somebody has chosen it."""

from sqlalchemy import select, update

from cases import journal
from cases.actions.create_account import create_account
from cases.actions.rename_account import rename_account
from cases.actor import Actor
from cases.database import Transaction
from cases.directory_import.asked import NewAccounts, Wanted
from cases.directory_import.comparison import SOMEBODY_ELSE, Changes
from cases.directory_import.preview import ask, changes_of
from cases.errors import PreviewOutdatedError
from cases.models.account import Account
from cases.models.unit import Unit
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.turns import take_turn


def import_people(office: Office, actor: Actor, *, code: str, wanted: Wanted) -> int:
    """Create, rename and confirm in one transaction; return how many accounts that changed.

    Opens its own transaction: the directory is asked again before it. Nobody is locked here:
    that needs a document of its own (regulation Art 8(3)).

    Raises:
        NotAllowedError: The person does not administer.
        NotFoundError: There is no such unit, or it has no branch.
        PreviewOutdatedError: Here or there something has changed since it was looked at.
        AccountRefusedError: An account cannot be created like that.
        DirectoryUnavailableError: The directory is away.
    """
    require(Permission.ACCOUNTS_MANAGE, actor, Target())
    asked = ask(office, code)
    with office.database.writing() as tx:
        take_turn(tx, "import_people")
        changes = changes_of(tx, office, code, asked)
        if changes.mark != wanted.mark:
            raise PreviewOutdatedError
        counts = {
            "created": _create(tx, office, actor, code, changes, wanted.created),
            "renamed": _rename(tx, office, actor, changes, wanted),
            "confirmed": _confirm(tx, office, actor, changes, wanted),
        }
        unit_id = tx.scalar(select(Unit.id).where(Unit.code == code))
        detail = {"code": code, **{name: count for name, count in counts.items() if count}}
        journal.write(
            tx, office, actor, "import_people", subject=("unit", unit_id or 0), detail=detail
        )
    return sum(counts.values())


def _create(
    tx: Transaction,
    office: Office,
    actor: Actor,
    code: str,
    changes: Changes,
    new: NewAccounts | None,
) -> int:
    if new is None:
        return 0
    chosen = [one for one in changes.newcomers if one.email in new.emails]
    for one in chosen:
        account_id = create_account(
            tx,
            office,
            actor,
            email=one.email,
            full_name=one.name,
            unit_code=code,
            roles=new.roles,
            request_document=new.request.number,
            request_on=new.request.issued_on,
            request_body=new.body,
            valid_from=new.valid_from,
            valid_to=new.valid_to,
        )
        _know(tx, account_id, one.directory_id)
    return len(chosen)


def _rename(tx: Transaction, office: Office, actor: Actor, changes: Changes, wanted: Wanted) -> int:
    chosen = [one for one in changes.renamed if one.account_id in wanted.renamed]
    for one in chosen:
        rename_account(tx, office, actor, account_id=one.account_id, full_name=one.new_name)
    return len(chosen)


def _confirm(
    tx: Transaction, office: Office, actor: Actor, changes: Changes, wanted: Wanted
) -> int:
    chosen = [
        one
        for one in changes.leavers
        if one.why == SOMEBODY_ELSE and one.account_id in wanted.confirmed
    ]
    for one in chosen:
        _know(tx, one.account_id, one.new_id)
    entries: list[journal.Entry] = [(("account", one.account_id), {}) for one in chosen]
    if entries:
        journal.write_all(tx, office, actor, "confirm_person", entries)
    return len(chosen)


def _know(tx: Transaction, account_id: int, directory_id: str) -> None:
    tx.execute(
        update(Account)
        .where(Account.id == account_id)
        .values(directory_id=directory_id or None)
        .execution_options(synchronize_session=False)
    )
