"""What merging a unit would do, counted without doing it."""

from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from cases.actor import Actor
from cases.database import Transaction
from cases.models.assignment import Assignment
from cases.models.case_unit import CaseUnit
from cases.models.delegation import Delegation
from cases.models.draft import Draft
from cases.models.handover import Handover
from cases.models.note import Note
from cases.models.procedure_version import ProcedureVersion
from cases.models.role_assignment import RoleAssignment
from cases.models.run import Run
from cases.models.term_setting import TermSetting
from cases.models.transfer import Transfer
from cases.models.trouble_report import TroubleReport
from cases.models.unit import Unit
from cases.models.work_item import WorkItem
from cases.office import Office, to_json
from cases.role_holders import role_holders
from cases.units.ended_people import Leaver, leavers, some_administrator_stays
from cases.units.merge_plan import MergePlan

NO_SUCCESSOR, LAST_ADMINISTRATOR, OWN_ACCOUNT = "no_successor", "last_administrator", "own_account"


@dataclass(frozen=True, slots=True)
class Tallies:
    """How much there is of what moves or ends; of a matter only what stands now in the unit.

    Attributes:
        named: Open steps and steps to come for which a decision names somebody who is locked.
        drafts: Unsent forms of those who are locked; nobody else can read them.
        handovers: Handing over that is under way: of those who are locked, or into this unit.
    """

    open_cases: int
    closed_cases: int
    open_petitions: int
    closed_petitions: int
    transfers_to: int
    transfers_from: int
    directions: int
    troubles: int
    delegations: int
    term_settings: int
    named: int
    drafts: int
    handovers: int


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What a merger would do.

    Attributes:
        steps: Open steps by procedure, (title, how many).
        locked: People whose account is locked.
        kept: People who hold a role elsewhere: they lose the roles of this unit only.
        parts: Units below it, which go to the successor, (code, name).
        unmanned: Open steps whose role nobody holds in the successor, (title of role, how many).
        obstacles: Why it cannot be done: ``no_successor``, ``last_administrator``, ``own_account``.
    """

    plan: MergePlan
    steps: tuple[tuple[str, int], ...]
    tallies: Tallies
    locked: tuple[Leaver, ...]
    kept: tuple[Leaver, ...]
    parts: tuple[tuple[str, str], ...]
    unmanned: tuple[tuple[str, int], ...]
    obstacles: tuple[str, ...]

    @property
    def has_work(self) -> bool:
        """There is something that somebody must take over."""
        counts = self.tallies
        moved = (
            counts.open_cases + counts.closed_cases + counts.open_petitions
            + counts.closed_petitions + counts.transfers_to + counts.transfers_from
            + counts.directions
        )  # fmt: skip
        return bool(moved or self.steps or self.parts)

    @property
    def fingerprint(self) -> str:
        """Tells two previews apart: whoever confirms has seen this one."""
        seen = {
            "steps": self.steps,
            "tallies": asdict(self.tallies),
            "people": [one.account_id for one in (*self.locked, *self.kept)],
            "parts": self.parts,
            "into": self.plan.into.code if self.plan.into else "",
            "from": self.plan.from_day,
        }
        return sha256(to_json(seen).encode()).hexdigest()[:16]


def merge_preview(
    tx: Transaction, office: Office, actor: Actor | None, plan: MergePlan
) -> MergePreview:
    """Count what a merger would move and end."""
    people = leavers(tx, plan.unit_id, plan.from_day, today=office.today())
    locked = tuple(one for one in people if one.is_locked)
    preview = MergePreview(
        plan=plan,
        steps=_steps(tx, plan.unit_id),
        tallies=_tallies(tx, office, plan, [one.account_id for one in locked]),
        locked=locked,
        kept=tuple(one for one in people if not one.is_locked),
        parts=_parts(tx, plan),
        unmanned=_unmanned(tx, office, plan),
        obstacles=(),
    )
    found = {
        NO_SUCCESSOR: plan.into is None and preview.has_work,
        LAST_ADMINISTRATOR: not some_administrator_stays(tx, office, people, plan),
        OWN_ACCOUNT: actor is not None and actor.account_id in {one.account_id for one in locked},
    }
    obstacles = tuple(name for name, stands in found.items() if stands)
    return replace(preview, obstacles=obstacles)


def _steps(tx: Transaction, unit_id: int) -> tuple[tuple[str, int], ...]:
    rows = tx.execute(
        select(ProcedureVersion.title, func.count())
        .join(Run, Run.version_id == ProcedureVersion.id)
        .join(WorkItem, WorkItem.run_id == Run.id)
        .where(WorkItem.unit_id == unit_id)
        .group_by(ProcedureVersion.title)
        .order_by(ProcedureVersion.title)
    )
    return tuple((title, count) for title, count in rows)


def _tallies(tx: Transaction, office: Office, plan: MergePlan, locked: list[int]) -> Tallies:
    unit_id, today = plan.unit_id, office.today()
    here = and_(CaseUnit.unit_id == unit_id, CaseUnit.valid_to.is_(None))
    open_run = exists().where(
        Run.subject_kind == "case", Run.subject_id == CaseUnit.case_id, Run.status == "running"
    )
    open_triage = exists().where(
        Run.subject_kind == "petition",
        Run.subject_id == CaseUnit.petition_id,
        Run.status == "running",
    )
    cases = select(func.count(CaseUnit.case_id.distinct())).where(here)
    petitions = select(func.count(CaseUnit.petition_id.distinct())).where(here)
    counts = {
        "open_cases": cases.where(open_run),
        "closed_cases": cases.where(~open_run),
        "open_petitions": petitions.where(open_triage),
        "closed_petitions": petitions.where(~open_triage),
        "transfers_to": _count(Transfer.to_unit_id == unit_id, Transfer.status == "sent"),
        "transfers_from": _count(Transfer.from_unit_id == unit_id, Transfer.status == "sent"),
        "directions": _count(
            Note.kind == "direction", Note.done_at.is_(None), Note.for_unit_id == unit_id
        ),
        "troubles": _count(TroubleReport.unit_id == unit_id, TroubleReport.state != "closed"),
        "delegations": _count(Delegation.unit_id == unit_id, Delegation.ended_at.is_(None)),
        "term_settings": _count(
            TermSetting.unit_id == unit_id,
            or_(TermSetting.valid_to.is_(None), TermSetting.valid_to >= today),
        ),
        "named": _count(
            Assignment.account_id.in_(locked),
            Assignment.run_id == Run.id,
            Run.status == "running",
        ),
        "drafts": _count(Draft.account_id.in_(locked)),
        "handovers": _count(
            Handover.state == "open",
            or_(Handover.account_id.in_(locked), Handover.to_unit_id == unit_id),
        ),
    }
    row = tx.execute(
        select(*(one.scalar_subquery().label(name) for name, one in counts.items()))
    ).one()
    return Tallies(**row._asdict())


def _count(*conditions: ColumnElement[bool]) -> Any:  # noqa: ANN401 - a statement
    return select(func.count()).where(*conditions)


def _parts(tx: Transaction, plan: MergePlan) -> tuple[tuple[str, str], ...]:
    rows = tx.execute(
        select(Unit.code, Unit.name)
        .where(
            Unit.parent_id == plan.unit_id,
            or_(Unit.valid_to.is_(None), Unit.valid_to >= plan.from_day),
        )
        .order_by(Unit.name_f, Unit.id)
    )
    return tuple((code, name) for code, name in rows)


def _unmanned(tx: Transaction, office: Office, plan: MergePlan) -> tuple[tuple[str, int], ...]:
    if plan.into is None:
        return ()
    rows = tx.execute(
        select(WorkItem.role, func.count())
        .where(WorkItem.unit_id == plan.unit_id)
        .group_by(WorkItem.role)
    )
    waiting = {role: count for role, count in rows}  # noqa: C416 - rows are not pairs for mypy
    successor = tx.get_one(Unit, plan.into.id)
    among = RoleAssignment.unit_id == successor.id
    held = {one.role for one in role_holders(tx, office.today(), waiting, among=among)}
    return tuple(
        (office.role_title(role, successor.kind), waiting[role])
        for role in office.roles
        if role in waiting.keys() - held
    )
