"""Says in which branch of the directory the people of a unit are."""

from sqlalchemy import select

from cases import journal
from cases.actor import Actor
from cases.directory_import.preview import branches_of
from cases.errors import NotFoundError
from cases.journal.changes import changes_of_row
from cases.models.unit import Unit
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target


def set_directory_branch(office: Office, actor: Actor, *, code: str, branch: str) -> None:
    """Write the branch of a unit; an empty one means that it has none.

    Opens its own transaction: the directory is asked before it whether there is such a branch.

    Raises:
        NotAllowedError: The person does not administer.
        NotFoundError: There is no such unit or branch, or the office has no directory.
        DirectoryUnavailableError: The directory is away.
    """
    require(Permission.ACCOUNTS_MANAGE, actor, Target())
    if branch and branch not in {one.place for one in branches_of(office)}:
        raise NotFoundError
    with office.database.writing() as tx:
        unit = tx.scalar(select(Unit).where(Unit.code == code).with_for_update())
        if unit is None:
            raise NotFoundError
        before = {"directory_branch": unit.directory_branch}
        unit.directory_branch = branch or None
        tx.flush()
        after = {"directory_branch": unit.directory_branch}
        journal.write(
            tx,
            office,
            actor,
            "set_directory_branch",
            subject=("unit", unit.id),
            detail={"code": code, "fields": changes_of_row(Unit, before, after)},
        )
