"""What the page of one waiting step needs."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError, PausedCaseError
from cases.models.draft import Draft
from cases.models.run import Run
from cases.models.unit import Unit
from cases.models.work_item import WorkItem
from cases.office import LoadedVersion, Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.case_page import case_page
from cases.queries.duplicate_proposal import proposed_for_duplicate
from cases.queries.people import people_with_role
from cases.queries.related_units import units_of_subject
from cases.queries.step_answers import last_answers
from cases.queries.subjects import CODE_OF_RUN
from cases.queries.views import CaseView, StepPage
from cases.runs.locked_run import lock_run
from cases.secrecy import is_secret
from cases.steps.done_steps import already_done
from engine.followers import followers, may_end
from forms.fields import Field, Form, Kind

RECEIVED = "ngày nhận đơn"
THE_END = "Kết thúc"


def step_page(
    tx: Transaction, office: Office, actor: Actor, *, run_id: int, task_id: str
) -> StepPage:
    """Return the page of a step that waits.

    Raises:
        NotFoundError: No such step, or none the person may know of.
        StepAlreadyDoneError: The step has ended.
        NotAllowedError: The step is not for the person.
        PausedCaseError: The step waits for a suspension to end.
    """
    item, code, version_id = _find(tx, run_id, task_id)
    case = case_page(tx, office, actor, code=code)
    if item is None:
        raise already_done(tx, lock_run(tx, office, run_id), task_id)
    units = units_of_subject(tx, (case.subject_kind, case.id))
    free = Target(units, item.role, item.unit_id, item.assignee_id)
    require(Permission.STEP_COMPLETE, actor, free)
    version = office.version(tx, version_id)
    notation = version.procedure.steps[item.element]
    is_main = item.run_id not in {one.id for one in case.other_runs}
    if case.is_paused and is_main and not notation.while_paused:
        raise PausedCaseError
    form = version.form(notation.form, case.secrecy)
    waiting = next(one for one in case.open_steps if one.task_id == task_id)
    place = f"step:{run_id}:{task_id}"
    draft, saved_at = stored_draft(tx, actor, place)
    of_term = [one for one in case.deadlines if one.term == notation.term]
    # Several demands have a deadline of the same term each; the step shows the day of its own.
    same_day = (one for one in of_term if one.due.due_on == item.due_on)
    deadline = next(same_day, next(iter(of_term), None))
    return StepPage(
        run_id=run_id,
        task_id=task_id,
        item_id=item.id,
        version_id=version_id,
        element=item.element,
        name=notation.name,
        role_title=waiting.role_title,
        case=case,
        form_content=version.form_content(notation.form) if notation.form else None,
        form_code=notation.form,
        choices=offered_choices(tx, office, form, frozenset({item.unit_id})),
        values={
            **_values(tx, case, item, form, office.today()),
            **proposed_for_duplicate(tx, (case.subject_kind, case.id), form),
        },
        draft=draft,
        draft_saved_at=saved_at,
        due=waiting.due,
        deadline=deadline,
        can_claim=waiting.can_claim,
        can_release=waiting.can_release,
        earliest=case.received_on,
        earliest_label=RECEIVED if case.received_on else "",
        is_status_only=is_secret(case.secrecy),
        next_steps=_next_steps(version, item.element),
    )


def _find(tx: Transaction, run_id: int, task_id: str) -> tuple[WorkItem | None, str, int]:
    row = tx.execute(
        select(CODE_OF_RUN, Run.version_id, WorkItem)
        .select_from(Run)
        .outerjoin(WorkItem, (WorkItem.run_id == Run.id) & (WorkItem.task_id == task_id))
        .where(Run.id == run_id)
    ).first()
    if row is None or row[0] is None:
        raise NotFoundError
    code, version_id, item = row
    return item, code, version_id


def stored_draft(
    tx: Transaction, actor: Actor, place: str
) -> tuple[Mapping[str, list[str]] | None, Any]:
    """Return what the person typed at ``place`` and when it was saved, if anything."""
    row = tx.execute(
        select(Draft.raw, Draft.saved_at).where(
            Draft.account_id == actor.account_id, Draft.place == place
        )
    ).one_or_none()
    return (json.loads(row.raw), row.saved_at) if row else (None, None)


def offered_choices(
    tx: Transaction, office: Office, form: Form | None, unit_ids: frozenset[int]
) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return whom or what each field offers that names a person or a unit.

    People of the step's unit with the field's role; every other unit that exists today and can
    receive petitions (khoản 4 Điều 5 Quy chế 2003/QĐ-UBND).
    """
    if form is None:
        return {}
    people = {
        field.key: people_with_role(tx, office, role=field.role, unit_ids=unit_ids)
        for field in form.fields
        if field.kind == Kind.PERSON
    }
    asking = [field.key for field in form.fields if field.kind == Kind.UNIT]
    units = _other_units(tx, office, unit_ids) if asking else ()
    return {**people, **dict.fromkeys(asking, units)}


def _other_units(
    tx: Transaction, office: Office, unit_ids: frozenset[int]
) -> tuple[tuple[str, str], ...]:
    today = office.today()
    cannot = [one.code for one in office.unit_kinds.values() if not one.receives]
    rows = tx.execute(
        select(Unit.id, Unit.name)
        .where(
            Unit.id.not_in(unit_ids),
            Unit.kind.not_in(cannot),
            Unit.valid_from <= today,
            or_(Unit.valid_to.is_(None), Unit.valid_to >= today),
        )
        .order_by(Unit.name_f)
    )
    return tuple((str(unit_id), name) for unit_id, name in rows)


def _values(
    tx: Transaction, case: CaseView, item: WorkItem, form: Form | None, today: date
) -> Mapping[str, object]:
    """Prefill what is known; a step that comes back also with what it was answered with."""
    known = known_values(case, form, today)
    if not any(step.element == item.element for step in case.steps):
        return known
    return {**last_answers(tx, item.run_id, item.element, form), **known}


def known_values(case: CaseView, form: Form | None, today: date) -> Mapping[str, object]:
    """Prefill what the case knows already, and today for dates of events that happen now.

    Not for what may never have happened, lies ahead, or can only follow the end of a term.
    """
    if form is None:
        return {}
    known: dict[str, object] = {"case.title": case.title}
    values: dict[str, object] = {}
    for field in form.fields:
        if field.record in known:
            values[field.key] = known[field.record]
        elif _happens_now(field):
            values[field.key] = today
    return values


def _happens_now(field: Field) -> bool:
    is_elsewhere = field.appointed or field.after_due or not field.required
    return field.kind == Kind.DATE and field.event is not None and not is_elsewhere


def _next_steps(version: LoadedVersion, element: str) -> tuple[str, ...]:
    steps = version.procedure.steps
    names = tuple(steps[one].name for one in followers(version.procedure, element))
    return (*names, THE_END) if names and may_end(version.procedure, element) else names
