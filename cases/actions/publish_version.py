"""Publishes a bundle as an immutable version."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, insert, select

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import PublishingRefusedError
from cases.models.procedure_file import ProcedureFile
from cases.models.procedure_version import ProcedureVersion
from cases.models.rule_revision import RuleRevision
from cases.office import Office
from cases.publishing.checks import check
from cases.publishing.description import Description, describe
from cases.publishing.digest import digest_of
from cases.turns import CHANGE_OF_RULES, take_turn


@dataclass(frozen=True, slots=True)
class Published:
    """The version that now exists; ``is_new`` is false when the same bytes were there already."""

    id: int
    code: str
    number: int
    effective_from: date
    is_new: bool


def publish_version(
    tx: Transaction,
    office: Office,
    actor: Actor | None,
    *,
    code: str,
    files: Mapping[str, bytes],
) -> Published:
    """Publish ``files`` under ``code``, or return the version that has the same bytes.

    Two processes that publish the same bundle at once make one version: the second one waits
    for the first and then finds it.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: Who publishes; ``None`` at installation.
        code: Procedure code, or ``deadlines`` for the term tables.
        files: Name -> content; forms stand under ``forms/<step>.form``.

    Raises:
        PublishingRefusedError: A check failed; nothing is written.
    """
    take_turn(tx, CHANGE_OF_RULES)
    digest = digest_of(files)
    present = tx.execute(
        select(ProcedureVersion).where(
            ProcedureVersion.code == code, ProcedureVersion.sha256 == digest
        )
    ).scalar_one_or_none()
    if present is not None:
        return Published(present.id, code, present.number, present.effective_from, is_new=False)
    problems = check(tx, office, code, files)
    if problems:
        raise PublishingRefusedError(code, problems)
    return _insert(tx, office, actor, describe(code, files, office.today()), digest, files)


def _insert(
    tx: Transaction,
    office: Office,
    actor: Actor | None,
    description: Description,
    digest: str,
    files: Mapping[str, bytes],
) -> Published:
    code = description.code
    last = tx.scalar(select(func.max(ProcedureVersion.number)).where(ProcedureVersion.code == code))
    row = {
        "code": code,
        "number": (last or 0) + 1,
        "sha256": digest,
        "title": description.title,
        "kind": description.kind,
        "effective_from": description.effective_from,
        "legal_basis": description.legal_basis,
        "summary": description.summary,
        "published_at": office.clock.now(),
        "published_by_id": actor.account_id if actor else None,
    }
    statement = insert(ProcedureVersion).returning(ProcedureVersion.id)
    version_id = tx.scalars(statement, [row]).one()
    tx.execute(
        insert(ProcedureFile),
        [
            {"version_id": version_id, "name": name, "content": content}
            for name, content in files.items()
        ],
    )
    tx.execute(insert(RuleRevision), [{"what": f"publish {code}", "at": office.clock.now()}])
    journal.write(
        tx,
        office,
        actor,
        "publish_version",
        subject=("procedure_version", version_id),
        detail={"code": code, "number": row["number"], "sha256": digest},
    )
    return Published(version_id, code, (last or 0) + 1, description.effective_from, is_new=True)
