"""The published versions, for the command line and for those who edit rules."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from cases.database import Transaction
from cases.models.procedure_version import ProcedureVersion
from cases.models.run import Run


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """One version; ``open_runs`` counts the cases that still follow it."""

    code: str
    number: int
    title: str
    effective_from: date
    published_at: datetime
    legal_basis: str
    summary: str
    sha256: str
    open_runs: int


def published_versions(tx: Transaction, *, code: str | None = None) -> tuple[PublishedVersion, ...]:
    """Return the versions of one procedure, or of all, in the order in which they take effect."""
    open_runs = (
        select(func.count(Run.id))
        .where(Run.version_id == ProcedureVersion.id, Run.status == "running")
        .scalar_subquery()
    )
    statement = select(ProcedureVersion, open_runs).order_by(
        ProcedureVersion.code, ProcedureVersion.effective_from, ProcedureVersion.number
    )
    if code is not None:
        statement = statement.where(ProcedureVersion.code == code)
    return tuple(
        PublishedVersion(
            code=version.code,
            number=version.number,
            title=version.title,
            effective_from=version.effective_from,
            published_at=version.published_at,
            legal_basis=version.legal_basis,
            summary=version.summary,
            sha256=version.sha256,
            open_runs=count,
        )
        for version, count in tx.execute(statement)
    )
