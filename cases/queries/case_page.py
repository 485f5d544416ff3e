"""Everything the case page shows, cut down to what the person may see."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select

from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.models.case import Case
from cases.models.notice import Notice
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.models.petition_text import PetitionText
from cases.models.run import Run
from cases.models.unit import Unit
from cases.office import LoadedVersion, Office
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.policy.visible_cases import visible_cases
from cases.queries.case_deadlines import case_deadlines
from cases.queries.case_papers import case_documents, case_parties
from cases.queries.case_picture import case_picture
from cases.queries.case_runs import case_suspensions, run_view
from cases.queries.case_steps import case_steps
from cases.queries.open_steps import Standing, open_steps, waiting_items
from cases.queries.related_units import related_units
from cases.queries.run_views import ActionView
from cases.queries.startable import CaseAsItStands, startable
from cases.queries.views import (
    CaseView,
    DeadlineView,
    MessageView,
    NoticeView,
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
    soon_days = read_reminders(tx, office).days(matter.settling_unit_id)
    deadlines = case_deadlines(tx, office, subject=("case", matter.id), soon_days=soon_days)
    items = waiting_items(tx, matter.id)
    steps = case_steps(tx, office, matter.id)
    others = _other_runs(tx, matter.id)
    return CaseView(
        id=matter.id,
        code=matter.code,
        kind=matter.kind,
        title=matter.title,
        secrecy=matter.secrecy,
        is_closed=run is not None and not _is_under_way(run, *others),
        is_paused=_is_paused(run),
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
        open_steps=open_steps(tx, office, actor, _standing(found, soon_days), items),
        messages=_messages(actor, found),
        notices=_notices(tx, office, matter.id),
        picture=case_picture(run, version, steps, items, office.today())
        if run is not None and version is not None
        else "",
        missed_first_version=_is_before_first(found),
        actions=_actions(tx, office, actor, found, others, deadlines),
        other_runs=tuple(run_view(tx, office, one, steps, items) for one in others),
        suspensions=case_suspensions(tx, office, matter.id),
        withdrawn_count=matter.withdrawn_count,
    )


def _find(tx: Transaction, office: Office, actor: Actor, code: str) -> _Found:
    row = tx.execute(
        select(Case, Run)
        .outerjoin(
            Run,
            and_(
                Run.subject_kind == "case",
                Run.subject_id == Case.id,
                Run.parent_run_id.is_(None),
            ),
        )
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


def _other_runs(tx: Transaction, case_id: int) -> list[Run]:
    """Return what was started on the case, the newest first."""
    return list(
        tx.scalars(
            select(Run)
            .where(
                Run.subject_kind == "case",
                Run.subject_id == case_id,
                Run.parent_run_id.is_not(None),
            )
            .order_by(Run.id.desc())
        )
    )


def _standing(found: _Found, soon_days: int) -> Standing:
    since = found.run.paused_since if found.run else None
    return Standing(
        units=found.units,
        run_id=found.run.id if found.run else 0,
        version=found.version,
        paused_on=since.date() if since else None,
        soon_days=soon_days,
    )


def _is_under_way(*runs: Run) -> bool:
    return any(run.status == "running" for run in runs)


def _is_paused(run: Run | None) -> bool:
    return run is not None and run.paused_since is not None


def _actions(
    tx: Transaction,
    office: Office,
    actor: Actor,
    found: _Found,
    others: list[Run],
    deadlines: tuple[DeadlineView, ...],
) -> tuple[ActionView, ...]:
    if found.run is None:
        return ()
    running = [office.version(tx, one.version_id) for one in others if _is_under_way(one)]
    return startable(
        tx,
        office,
        actor,
        CaseAsItStands(
            id=found.matter.id,
            kind=found.matter.kind,
            unit_id=found.matter.settling_unit_id,
            running_terms=frozenset(one.term for one in deadlines if one.due.closed_on is None),
            running_codes=frozenset(one.info.code for one in running),
            is_paused=_is_paused(found.run),
        ),
    )


def _status(items: list[Any]) -> str:
    return ", ".join(row[0].name for row in items) or CLOSED


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
