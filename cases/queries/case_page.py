"""Everything the case page shows, cut down to what the person may see."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, func, select

from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.models.account import Account
from cases.models.case import Case
from cases.models.notice import Notice
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.models.petition_text import PetitionText
from cases.models.run import Run
from cases.models.unit import Unit
from cases.models.work_item import WorkItem
from cases.office import LoadedVersion, Office
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.policy.visible_cases import visible_cases
from cases.queries.case_deadlines import case_deadlines
from cases.queries.case_papers import case_documents, case_parties
from cases.queries.case_picture import case_picture
from cases.queries.case_steps import case_steps
from cases.queries.due_state import due_state
from cases.queries.related_units import related_units
from cases.queries.views import (
    CaseView,
    MessageView,
    NoticeView,
    OpenStepView,
    VersionView,
)
from cases.reminders import read_reminders

CLOSED = "Đã kết thúc"


@dataclass(frozen=True, slots=True)
class _Found:
    """The rows behind one page."""

    matter: Case
    petition: Petition | None
    text: PetitionText | None
    run: Run | None
    version: LoadedVersion | None
    units: frozenset[int]


def case_page(tx: Transaction, office: Office, actor: Actor, *, code: str) -> CaseView:
    """Return the page of one case.

    Raises:
        NotFoundError: No such case, or none that the person may know of.
    """
    found = _find(tx, office, actor, code)
    matter, run, version = found.matter, found.run, found.version
    is_paused = run is not None and run.paused_since is not None
    soon_days = read_reminders(tx, office).days(matter.settling_unit_id)
    deadlines = case_deadlines(
        tx, office, subject=("case", matter.id), is_paused=is_paused, soon_days=soon_days
    )
    items = _items(tx, matter.id)
    steps = case_steps(tx, matter.id, version)
    late = _late_elements(items, office.today())
    return CaseView(
        id=matter.id,
        code=matter.code,
        kind=matter.kind,
        title=matter.title,
        secrecy=matter.secrecy,
        is_closed=run is not None and run.status != "running",
        is_paused=is_paused,
        status=_status(items),
        field=matter.field,
        settling_unit=tx.get_one(Unit, matter.settling_unit_id).name,
        receiving_unit=_receiving_unit(tx, found.petition),
        received_on=found.petition.received_on if found.petition else None,
        accepted_on=matter.accepted_on,
        closed_on=matter.closed_on,
        closing=matter.closing,
        is_complex=matter.complex,
        is_remote=matter.remote,
        verify_until=matter.verify_until,
        source=found.petition.source if found.petition else None,
        forwarded_document=found.petition.forwarded_document if found.petition else None,
        petition_code=found.petition.code if found.petition else None,
        summary=found.text.summary if found.text else None,
        request=found.text.request if found.text else None,
        signatory_count=found.petition.signatory_count if found.petition else None,
        version=_version(version),
        parties=case_parties(tx, found.petition),
        deadlines=deadlines,
        steps=steps,
        documents=case_documents(tx, office, matter.id),
        open_steps=tuple(_open_step(tx, office, actor, found, row, soon_days) for row in items),
        messages=_messages(actor, found),
        notices=_notices(tx, office, matter.id),
        picture=case_picture(run, version, steps, items, late)
        if run is not None and version is not None
        else "",
        missed_first_version=_is_before_first(found),
    )


def _find(tx: Transaction, office: Office, actor: Actor, code: str) -> _Found:
    row = tx.execute(
        select(Case, Run)
        .outerjoin(Run, and_(Run.subject_kind == "case", Run.subject_id == Case.id))
        .where(Case.code == code, visible_cases(actor))
        .order_by(Run.id.desc())
    ).first()
    if row is None:
        raise NotFoundError
    matter: Case = row[0]
    run: Run | None = row[1]
    first = tx.execute(
        select(Petition, PetitionText)
        .join(PetitionCase, PetitionCase.petition_id == Petition.id)
        .outerjoin(PetitionText, PetitionText.petition_id == Petition.id)
        .where(PetitionCase.case_id == matter.id)
        .order_by(Petition.received_on, Petition.id)
    ).first()
    version = office.version(tx, run.version_id) if run else None
    petition, text = first or (None, None)
    return _Found(matter, petition, text, run, version, related_units(tx, case_id=matter.id))


def _receiving_unit(tx: Transaction, petition: Petition | None) -> str | None:
    return tx.get_one(Unit, petition.receiving_unit_id).name if petition else None


def _is_before_first(found: _Found) -> bool:
    return bool(
        found.version
        and found.petition
        and found.petition.received_on < found.version.effective_from
    )


def _version(version: LoadedVersion | None) -> VersionView | None:
    if version is None:
        return None
    return VersionView(
        id=version.id,
        code=version.info.code,
        title=version.info.title,
        short_title=version.info.short_title,
        number=version.number,
        effective_from=version.effective_from,
        legal_basis=version.info.legal_basis,
    )


def _items(tx: Transaction, case_id: int) -> list[Any]:
    return list(
        tx.execute(
            select(WorkItem, Account.full_name)
            .outerjoin(
                Account, Account.id == func.coalesce(WorkItem.claimant_id, WorkItem.assignee_id)
            )
            .where(WorkItem.case_id == case_id)
            .order_by(WorkItem.id)
        )
    )


def _status(items: list[Any]) -> str:
    return ", ".join(row[0].name for row in items) or CLOSED


def _late_elements(items: list[Any], today: date) -> frozenset[str]:
    return frozenset(row[0].element for row in items if row[0].due_on and row[0].due_on < today)


def _open_step(
    tx: Transaction,
    office: Office,
    actor: Actor,
    found: _Found,
    row: Any,  # noqa: ANN401
    soon_days: int,
) -> OpenStepView:
    item, holder = row
    target = Target(found.units, item.role, item.unit_id, item.assignee_id, item.claimant_id)
    can_do = allows(Permission.STEP_COMPLETE, actor, target)
    return OpenStepView(
        item_id=item.id,
        run_id=item.run_id,
        task_id=item.task_id,
        element=item.element,
        name=item.name,
        role_title=office.roles[item.role].title if item.role in office.roles else item.role,
        holder=holder,
        due=due_state(item.due_on, office.today(), office.calendar(tx), soon_days=soon_days),
        can_do=can_do,
        can_claim=can_do and item.claimant_id is None and item.assignee_id is None,
        can_release=item.claimant_id == actor.account_id,
    )


def _messages(actor: Actor, found: _Found) -> tuple[MessageView, ...]:
    if found.run is None or found.version is None or found.run.status != "running":
        return ()
    declared = found.version.info.messages
    return tuple(
        MessageView(found.run.id, name, declared[name].title)
        for name in found.run.waits_for.split()
        if name in declared
        and allows(Permission.MESSAGE_RECORD, actor, Target(found.units, declared[name].role))
    )


def _notices(tx: Transaction, office: Office, case_id: int) -> tuple[NoticeView, ...]:
    titles = office.terms(tx).terms
    rows = tx.scalars(select(Notice).where(Notice.case_id == case_id).order_by(Notice.id.desc()))
    return tuple(
        NoticeView(
            at=row.at,
            message=row.message,
            title=titles.get(row.term or "", ""),
            role_title=office.roles[row.role].title,
        )
        for row in rows
    )
