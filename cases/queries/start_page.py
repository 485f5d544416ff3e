"""What the page needs that starts a further procedure on a case."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError, NotOfferedError
from cases.models.case import Case
from cases.office import LoadedVersion, Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.case_page import case_page
from cases.queries.related_units import units_of_subject
from cases.queries.step_page import RECEIVED, known_values, offered_choices, stored_draft
from cases.queries.views import CaseView, StepPage
from cases.secrecy import is_secret
from cases.steps.decision_to_enforce import decision_to_enforce
from cases.steps.startable import NOT_IN_FORCE, why_not
from cases.versions import version_on
from engine.followers import followers
from forms.fields import Form


def start_page(
    tx: Transaction, office: Office, actor: Actor, *, code: str, procedure: str
) -> StepPage:
    """Return the page of the first step of a procedure, as in force today.

    Raises:
        NotFoundError: No such case, or none the person may know of, or no such procedure.
        NotAllowedError: The person does not hold the role that starts it.
        NotOfferedError: The case does not stand where it can be started.
    """
    case = case_page(tx, office, actor, code=code)
    chosen = version_on(tx, procedure, office.today())
    version = office.version(tx, chosen.id)
    info = version.info
    if not info.on_case or info.kind != case.kind:
        raise NotFoundError
    notation = version.procedure.steps[info.intake_step]
    units = units_of_subject(tx, (case.subject_kind, case.id))
    settling = tx.scalar(select(Case.settling_unit_id).where(Case.id == case.id))
    require(Permission.PROCEDURE_START, actor, Target(units, info.action_role, settling))
    reason = NOT_IN_FORCE if chosen.is_before_first else _why_not(tx, case, version)
    if reason:
        raise NotOfferedError(info.action_title, reason, case.code)
    form = version.form(notation.form, case.secrecy)
    draft, saved_at = stored_draft(tx, actor, f"start:{case.code}:{procedure}")
    return StepPage(
        run_id=0,
        task_id=procedure,
        item_id=None,
        version_id=version.id,
        element=info.intake_step,
        name=info.action_title,
        role_title=office.roles[info.action_role].title,
        case=case,
        form_content=version.form_content(notation.form) if notation.form else None,
        form_code=notation.form,
        choices=offered_choices(tx, office, form, units),
        values=_values(tx, case, version, form, office.today()),
        draft=draft,
        draft_saved_at=saved_at,
        due=None,
        deadline=None,
        can_claim=False,
        can_release=False,
        earliest=case.received_on,
        earliest_label=RECEIVED if case.received_on else "",
        is_status_only=is_secret(case.secrecy),
        next_steps=tuple(
            version.procedure.steps[one].name
            for one in followers(version.procedure, info.intake_step)
        ),
    )


def _values(
    tx: Transaction, case: CaseView, version: LoadedVersion, form: Form | None, today: date
) -> Mapping[str, object]:
    """Prefill what is known: how the term is counted now, and what a decision orders."""
    if form is None:
        return {}
    known: dict[str, object] = {"case.complex": case.is_complex, "case.remote": case.is_remote}
    if version.info.enforces_decision:
        decision = decision_to_enforce(tx, case.id)
        orders = decision.orders if decision else {}
        known |= {f"enforcement.{name}": number for name, number in orders.items()}
    present = {one.key: known[one.record] for one in form.fields if one.record in known}
    return {**known_values(case, form, today), **present}


def _why_not(tx: Transaction, case: CaseView, version: LoadedVersion) -> str | None:
    return why_not(
        version,
        running_terms={one.term for one in case.deadlines if one.due.closed_on is None},
        running_codes={one.code for one in case.other_runs if one.is_running},
        is_paused=case.is_paused,
        can_enforce=lambda: decision_to_enforce(tx, case.id) is not None,
    )
