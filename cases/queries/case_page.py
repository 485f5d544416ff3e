"""Everything the case page shows, cut down to what the person may see."""

from typing import Any

from sqlalchemy import select

from cases.actor import Actor
from cases.database import Transaction
from cases.models.case import Case
from cases.models.notice import Notice
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.models.run import Run
from cases.models.unit import Unit
from cases.office import LoadedVersion, Office
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.case_deadlines import case_deadlines
from cases.queries.case_papers import case_documents, case_parties
from cases.queries.case_picture import case_picture
from cases.queries.case_runs import case_suspensions, run_view
from cases.queries.case_steps import case_steps
from cases.queries.found_subject import FoundSubject, find_subject
from cases.queries.open_steps import Standing, open_steps, waiting_items
from cases.queries.run_views import ActionView
from cases.queries.shown_numbers import may_show_numbers
from cases.queries.startable import CaseAsItStands, startable
from cases.queries.subjects import Subject, about
from cases.queries.views import (
    CaseView,
    DeadlineView,
    MessageView,
    NoticeView,
    VersionView,
)
from cases.reminders import read_reminders

CLOSED = "Đã kết thúc"


def case_page(tx: Transaction, office: Office, actor: Actor, *, code: str) -> CaseView:
    """Return the page of one case, or of one petition.

    Raises:
        NotFoundError: No such case or petition, or none that the person may know of.
    """
    found = find_subject(tx, office, actor, code)
    row, matter, run, version = found.row, found.matter, found.run, found.version
    petition, text = found.petition, found.text
    soon_days = read_reminders(tx, office).days(found.unit_id)
    deadlines = case_deadlines(tx, office, subject=found.subject, soon_days=soon_days)
    items = waiting_items(tx, found.subject)
    steps = case_steps(tx, office, found.subjects)
    others = _other_runs(tx, found.subject)
    return CaseView(
        id=row.id,
        subject_kind=found.subject[0],
        code=row.code,
        kind=row.kind,
        title=found.title,
        secrecy=row.secrecy,
        is_closed=run is not None and not _is_under_way(run, *others),
        is_paused=_is_paused(run),
        status=_status(items),
        field=row.field,
        settling_unit=tx.get_one(Unit, found.unit_id).name,
        receiving_unit=_receiving_unit(tx, petition),
        received_on=petition.received_on if petition else None,
        accepted_on=matter.accepted_on if matter else None,
        closed_on=matter.closed_on if matter else None,
        closing=matter.closing if matter else None,
        is_complex=matter.complex if matter else False,
        is_remote=matter.remote if matter else False,
        verify_until=matter.verify_until if matter else None,
        source=petition.source if petition else None,
        forwarded_document=petition.forwarded_document if petition else None,
        petition_code=petition.code if petition else None,
        summary=text.summary if text else None,
        request=text.request if text else None,
        signatory_count=petition.signatory_count if petition else None,
        version=_version(version),
        parties=case_parties(tx, petition),
        deadlines=deadlines,
        steps=steps,
        documents=case_documents(tx, office, found.subjects),
        open_steps=open_steps(tx, office, actor, _standing(found, soon_days), items),
        messages=_messages(actor, found),
        notices=_notices(tx, office, found.subject),
        picture=case_picture(run, version, steps, items, office.today())
        if run is not None and version is not None
        else "",
        missed_first_version=_is_before_first(found),
        actions=_actions(tx, office, actor, found, others, deadlines),
        other_runs=tuple(run_view(tx, office, one, steps, items) for one in others),
        suspensions=case_suspensions(tx, office, matter.id) if matter else (),
        withdrawn_count=matter.withdrawn_count if matter else 0,
        opened_cases=() if matter else _opened_cases(tx, row.id),
        handling=petition.handling if petition else None,
        triaged_on=petition.triaged_on if petition else None,
        may_show_numbers=may_show_numbers(actor, found.units, items),
        paper_file_ref=row.paper_file_ref,
    )


def _opened_cases(tx: Transaction, petition_id: int) -> tuple[str, ...]:
    """Return the codes of the cases that settle what the petition is about."""
    return tuple(
        tx.scalars(
            select(Case.code)
            .join(PetitionCase, PetitionCase.case_id == Case.id)
            .where(PetitionCase.petition_id == petition_id)
            .order_by(Case.id)
        )
    )


def _receiving_unit(tx: Transaction, petition: Petition | None) -> str | None:
    return tx.get_one(Unit, petition.receiving_unit_id).name if petition else None


def _is_before_first(found: FoundSubject) -> bool:
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


def _other_runs(tx: Transaction, subject: Subject) -> list[Run]:
    """Return what was started beside the main procedure, the newest first."""
    return list(
        tx.scalars(
            select(Run)
            .where(about(Run, [subject]), Run.parent_run_id.is_not(None))
            .order_by(Run.id.desc())
        )
    )


def _standing(found: FoundSubject, soon_days: int) -> Standing:
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
    found: FoundSubject,
    others: list[Run],
    deadlines: tuple[DeadlineView, ...],
) -> tuple[ActionView, ...]:
    if found.run is None or found.matter is None:
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


def _messages(actor: Actor, found: FoundSubject) -> tuple[MessageView, ...]:
    if found.run is None or found.version is None or found.run.status != "running":
        return ()
    declared = found.version.info.messages
    return tuple(
        MessageView(found.run.id, name, declared[name].title)
        for name in found.run.waits_for.split()
        if name in declared
        and allows(Permission.MESSAGE_RECORD, actor, Target(found.units, declared[name].role))
    )


def _notices(tx: Transaction, office: Office, subject: Subject) -> tuple[NoticeView, ...]:
    titles = office.terms(tx).terms
    rows = tx.execute(
        select(Notice, Unit.kind)
        .join(Run, Run.id == Notice.run_id)
        .outerjoin(Unit, Unit.id == Notice.unit_id)
        .where(about(Run, [subject]))
        .order_by(Notice.id.desc())
    )
    return tuple(
        NoticeView(
            at=row.at,
            message=row.message,
            title=titles.get(row.term or "", ""),
            role_title=office.role_title(row.role, unit_kind),
        )
        for row, unit_kind in rows
    )
