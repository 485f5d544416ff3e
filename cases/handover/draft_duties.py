"""Forms that somebody has filled in by half: whose work they are, and how they change hands."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import and_, delete, select

from cases.database import Transaction
from cases.errors import UnknownProcedureError
from cases.handover.duty import Duty, DutyKind
from cases.models.case import Case
from cases.models.draft import Draft
from cases.models.petition import Petition
from cases.models.role_assignment import RoleAssignment
from cases.models.run import Run
from cases.models.work_item import WorkItem
from cases.office import LoadedVersion, Office
from cases.queries.subject_columns import CODE, KIND, SECRECY, UNIT_ID
from cases.rows import insert_row
from cases.sealed.column import ForRow
from cases.secrecy import NOT_SECRET
from cases.steps.intake_place import read_intake_place
from cases.steps.intake_steps import intake_kind, intake_step
from cases.versions import version_on


def draft_duties(tx: Transaction, office: Office, account_id: int) -> Iterator[Duty]:
    """Yield the drafts that somebody else could finish.

    The draft of a step goes with the step, so it is none of its own while the person has the step.
    A draft at a place that is gone is nobody's work and is thrown away in time.
    """
    rows = tx.execute(
        select(Draft.id, Draft.place).where(Draft.account_id == account_id).order_by(Draft.id)
    ).all()
    for draft_id, place in rows:
        kind, _, rest = place.partition(":")
        first, _, second = rest.partition(":")
        found = None
        if kind == "intake":
            found = _at_intake(tx, office, account_id, draft_id, place)
        elif kind == "start":
            found = _at_start(tx, office, draft_id, first, second)
        elif kind in {"step", "message"} and first.isdecimal():
            found = _at_run(tx, office, account_id, draft_id, (kind, int(first), second))
        if found:
            yield found


def _move(tx: Transaction, draft_id: int, to_id: int) -> None:
    """Give a draft to somebody; who has begun the same form keeps what is there.

    It is sealed for its row, so it is written anew.
    """
    draft = tx.get(Draft, draft_id)
    if draft is None:
        return
    place, raw, saved_at = draft.place, draft.raw, draft.saved_at
    theirs = select(Draft.id).where(Draft.account_id == to_id, Draft.place == place)
    if tx.scalar(theirs) is None:
        named = {"account_id": to_id, "place": place}
        sealed = ForRow(raw, tuple(named.values()))
        insert_row(tx, Draft, {**named, "raw": sealed, "saved_at": saved_at})
    _drop(tx, draft_id)


def drafts_of(tx: Transaction, account_id: int) -> Mapping[str, int]:
    """Return place -> draft of a person."""
    rows = tx.execute(select(Draft.place, Draft.id).where(Draft.account_id == account_id))
    return {place: draft_id for place, draft_id in rows}  # noqa: C416 - rows are not pairs


def move_or_drop_draft(tx: Transaction, *, draft_id: int, to_id: int | None) -> None:
    """Let a draft go where its work goes; without a new owner it is thrown away."""
    if to_id is None:
        _drop(tx, draft_id)
    else:
        _move(tx, draft_id, to_id)


def _drop(tx: Transaction, draft_id: int) -> None:
    tx.execute(delete(Draft).where(Draft.id == draft_id))


def _at_intake(
    tx: Transaction, office: Office, account_id: int, draft_id: int, place: str
) -> Duty | None:
    intake = read_intake_place(place)
    version = _version_today(tx, office, intake.procedure) if intake else None
    if intake is None or version is None:
        return None
    kind = intake_kind(version, intake.kind)
    role = intake_step(version, kind).role
    unit_id = _unit_of_role(tx, account_id, role)
    if unit_id is None:
        return None
    return Duty(
        kind=DutyKind.DRAFT,
        id=str(draft_id),
        subject=None,
        code="",
        of_kind=intake.kind,
        name="Đơn đang nhập dở",
        unit_id=unit_id,
        role=role,
        secrecy=intake.secrecy,
    )


def _at_run(
    tx: Transaction,
    office: Office,
    account_id: int,
    draft_id: int,
    place: tuple[str, int, str],
) -> Duty | None:
    kind, run_id, name = place
    run = tx.execute(_subject(Run.id == run_id)).first()
    if run is None or run.status != "running":
        return None
    if kind == "message":
        message = office.version(tx, run.version_id).info.messages.get(name)
        return _of_run(run, draft_id, message.title, message.role) if message else None
    item = tx.execute(
        select(WorkItem).where(WorkItem.run_id == run_id, WorkItem.task_id == name)
    ).scalar_one_or_none()
    if item is None or account_id in {item.claimant_id, item.assignee_id}:
        return None
    return _of_run(run, draft_id, item.name, item.role, item.unit_id)


def _at_start(
    tx: Transaction, office: Office, draft_id: int, code: str, procedure: str
) -> Duty | None:
    run = tx.execute(_subject(Case.code == code).order_by(Run.id.desc())).first()
    version = _version_today(tx, office, procedure)
    if run is None or version is None:
        return None
    return _of_run(run, draft_id, version.info.title, version.info.action_role)


def _of_run(
    run: Any,  # noqa: ANN401 - a row
    draft_id: int,
    name: str,
    role: str,
    unit_id: int | None = None,
) -> Duty:
    return Duty(
        kind=DutyKind.DRAFT,
        id=str(draft_id),
        subject=(run.subject_kind, run.subject_id),
        code=run.code or "",
        of_kind=run.kind or "",
        name=name,
        unit_id=unit_id or run.unit_id,
        role=role,
        secrecy=run.secrecy or NOT_SECRET,
    )


def _subject(condition: Any) -> Any:  # noqa: ANN401 - a statement
    return (
        select(
            Run.subject_kind,
            Run.subject_id,
            Run.version_id,
            Run.status,
            CODE.label("code"),
            KIND.label("kind"),
            SECRECY.label("secrecy"),
            UNIT_ID.label("unit_id"),
        )
        .outerjoin(Case, and_(Run.subject_kind == "case", Case.id == Run.subject_id))
        .outerjoin(Petition, and_(Run.subject_kind == "petition", Petition.id == Run.subject_id))
        .where(condition)
    )


def _version_today(tx: Transaction, office: Office, procedure: str) -> LoadedVersion | None:
    try:
        return office.version(tx, version_on(tx, procedure, office.today()).id)
    except UnknownProcedureError:
        return None


def _unit_of_role(tx: Transaction, account_id: int, role: str) -> int | None:
    """Return where the person held the role last: drafts do not say their unit."""
    return tx.scalar(
        select(RoleAssignment.unit_id)
        .where(RoleAssignment.account_id == account_id, RoleAssignment.role == role)
        .order_by(RoleAssignment.valid_from.desc(), RoleAssignment.id.desc())
        .limit(1)
    )
