"""Which published version governs a case."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cases.database import Transaction
from cases.errors import UnknownProcedureError
from cases.models.procedure_version import ProcedureVersion
from cases.office import GLOBAL_CODES


@dataclass(frozen=True, slots=True)
class ChosenVersion:
    """The version for a date; ``is_before_first`` when no version was in force yet."""

    id: int
    is_before_first: bool


def version_on(tx: Transaction, code: str, day: date) -> ChosenVersion:
    """Return the newest version whose effective date is not after ``day``.

    A date before the first version takes the first one, which the case page says.

    Raises:
        UnknownProcedureError: Nothing is published under ``code``.
    """
    rows = tx.execute(
        select(ProcedureVersion.id, ProcedureVersion.effective_from)
        .where(ProcedureVersion.code == code)
        .order_by(ProcedureVersion.effective_from, ProcedureVersion.number)
    ).all()
    if not rows:
        raise UnknownProcedureError(code)
    in_force = [row.id for row in rows if row.effective_from <= day]
    return ChosenVersion(in_force[-1] if in_force else rows[0].id, not in_force)


def versions_in_force(tx: Transaction, day: date) -> tuple[int, ...]:
    """Return the newest version in force of every procedure, in one statement.

    A procedure whose first version takes effect later is left out.
    """
    table = ProcedureVersion
    rows = tx.execute(
        select(table.id, table.code)
        .where(table.code.not_in(GLOBAL_CODES), table.effective_from <= day)
        .order_by(table.effective_from, table.number, table.id)
    )
    newest = {row.code: row.id for row in rows}
    return tuple(newest.values())
