"""What may be kept as a draft where the record is secret: the fields of its form, no content."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import and_, func, or_, select

from cases.database import Transaction
from cases.errors import SubmissionRefusedError, UnknownProcedureError
from cases.models.case import Case
from cases.models.petition import Petition
from cases.models.run import Run
from cases.models.work_item import WorkItem
from cases.office import LoadedVersion, Office
from cases.secrecy import NOT_SECRET, is_secret
from cases.steps.checked_submission import not_asked
from cases.steps.intake_place import IntakePlace, read_intake_place
from cases.steps.intake_steps import intake_kind, intake_step
from cases.steps.petition_kinds import AUTHORED
from cases.versions import version_on
from forms.checked_words import unknown_names
from forms.fields import Form
from forms.posted import RawValues, raw_values
from forms.status_only import NOT_HERE, sent_content
from forms.submission import FieldError

NOTHING = Form("nothing", "", (), is_status_only=True)
"""Where no step waits any more nothing is kept."""


def status_form_at(tx: Transaction, office: Office, place: str) -> Form | None:
    """Return the form whose draft is kept at a place; ``None`` where all that is typed may be.

    It may not where the record is secret, nor where a petition may be a denunciation.
    """
    kind, _, rest = place.partition(":")
    first, _, second = rest.partition(":")
    intake = read_intake_place(place)
    if intake:
        return _form_at_intake(tx, office, intake)
    found = tx.execute(_of_run(kind, first, second)).first() if first else None
    if found is None or found.secrecy == NOT_SECRET:
        return None
    if kind == "start":
        return _first_form(_version_today(tx, office, second), found.secrecy)
    version = office.version(tx, found.version_id)
    step = version.procedure.steps.get(found.element or "")
    message = version.info.messages.get(second) if kind == "message" else None
    code = message.form if message else step.form if step else None
    return version.form(code, found.secrecy) or NOTHING


def _form_at_intake(tx: Transaction, office: Office, intake: IntakePlace) -> Form | None:
    try:
        version = _version_today(tx, office, intake.procedure)
    except UnknownProcedureError:
        return None
    if not version.info.intake_steps:
        return None  # nothing is registered there
    kind = intake_kind(version, intake.kind)
    if kind in AUTHORED and not is_secret(intake.secrecy):
        return None
    return version.form(intake_step(version, kind).form, intake.secrecy) or NOTHING


def kept_of_secret(form: Form, values: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return what of a draft may be kept.

    Raises:
        SubmissionRefusedError: Something was typed that the form does not ask.
    """
    typed = {name for name, texts in values.items() if any(text.strip() for text in texts)}
    wrong = [FieldError(one.key, one.label, NOT_HERE) for one in sent_content(form, typed)]
    if not form.is_status_only:
        wrong = not_asked("unclassified", unknown_names(form, RawValues(values), None))
    if wrong:
        raise SubmissionRefusedError(wrong)
    return raw_values(form, RawValues(values))


def _of_run(kind: str, first: str, second: str) -> Any:  # noqa: ANN401 - a statement
    of_case = and_(Run.subject_kind == "case", Case.id == Run.subject_id)
    of_petition = and_(Run.subject_kind == "petition", Petition.id == Run.subject_id)
    run_id = int(first) if first.isdecimal() else 0
    named = Case.code == first if kind == "start" else Run.id == run_id
    return (
        select(
            Run.version_id,
            func.coalesce(Case.secrecy, Petition.secrecy).label("secrecy"),
            WorkItem.element,
        )
        .select_from(Run)
        .outerjoin(Case, of_case)
        .outerjoin(Petition, of_petition)
        .outerjoin(WorkItem, and_(WorkItem.run_id == Run.id, WorkItem.task_id == second))
        .where(named, or_(Case.id.is_not(None), Petition.id.is_not(None)))
        .limit(1)
    )


def _version_today(tx: Transaction, office: Office, procedure: str) -> LoadedVersion:
    return office.version(tx, version_on(tx, procedure, office.today()).id)


def _first_form(version: LoadedVersion, secrecy: str) -> Form:
    step = version.procedure.steps[version.info.intake_step]
    return version.form(step.form, secrecy) or NOTHING
