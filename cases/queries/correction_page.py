"""What the page of a correction shows: the form as it stands, and what would follow."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from cases.actor import Actor
from cases.amendments.correction import Correction, plan_correction
from cases.amendments.field_changes import FieldChange
from cases.amendments.opened_correction import open_correction
from cases.amendments.standing_step import Standing
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.models.account import Account
from cases.office import Office
from cases.queries.found_subject import find_subject
from cases.queries.step_answers import words_of
from cases.queries.step_page import offered_choices
from cases.steps.filed_answers import storable
from engine.passed import deciding_facts
from forms.fields import Form
from forms.submission import Submission


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """A finished step that the person may correct.

    Attributes:
        values: What stands on record, by field key.
        locked: Labels of fields that have decided the course of the case.
    """

    step_id: int
    code: str
    name: str
    done_by: str | None
    done_at: datetime
    form: Form
    values: Mapping[str, object]
    choices: Mapping[str, tuple[tuple[str, str], ...]]
    locked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One field before and after, in words; empty where nothing stands."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class MovedView:
    """A deadline before and after; without a new date it is not counted any more."""

    title: str
    basis: str
    old_due_on: date | None
    due_on: date | None
    closed_on: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class CorrectionPreview:
    """What a correction would do.

    Attributes:
        is_of_other_version: On the new date another version of the procedure was in force.
    """

    changes: tuple[ChangeView, ...]
    moved: tuple[MovedView, ...]
    fingerprint: str
    is_of_other_version: bool
    version_from: date


def correction_page(
    tx: Transaction, office: Office, actor: Actor, *, code: str, step_id: int
) -> CorrectionPage:
    """Return the form of a finished step with what stands on record.

    Raises:
        NotFoundError: No such step, or none the person may know of.
        NotAllowedError: The person may not correct it.
        NotAmendableError: Nobody can.
    """
    standing = _standing(tx, office, actor, code, step_id)
    run, step = standing.run, standing.step
    doer = tx.get(Account, step.account_id) if step.account_id else None
    decided = deciding_facts(run.version.procedure, run.visited)
    return CorrectionPage(
        step_id=step.id,
        code=code,
        name=standing.name,
        done_by=doer.full_name if doer else None,
        done_at=step.ended_at,
        form=standing.form,
        values=standing.values,
        choices=offered_choices(tx, office, standing.form, frozenset({step.unit_id or 0})),
        locked=tuple(
            field.label
            for field in standing.form.fields
            if field.fact in decided and field.key in standing.values
        ),
    )


def correction_preview(
    tx: Transaction,
    office: Office,
    actor: Actor,
    *,
    code: str,
    step_id: int,
    submission: Submission,
) -> CorrectionPreview:
    """Return what would follow from a correction; nothing is written.

    Raises:
        SubmissionRefusedError: The answers have errors, or may not be corrected this way.
        CasesError: As for the page.
    """
    correction = plan_correction(
        tx, office, _standing(tx, office, actor, code, step_id), submission
    )
    return CorrectionPreview(
        changes=tuple(map(_change, correction.changes)),
        moved=_moved(office, correction),
        fingerprint=correction.fingerprint,
        is_of_other_version=correction.is_of_other_version,
        version_from=correction.standing.run.version.effective_from,
    )


def _standing(tx: Transaction, office: Office, actor: Actor, code: str, step_id: int) -> Standing:
    standing, _ = open_correction(tx, office, actor, step_id=step_id)
    subject = (standing.run.subject_kind, standing.run.subject_id)
    if subject not in find_subject(tx, office, actor, code).subjects:
        raise NotFoundError
    return standing


def _change(change: FieldChange) -> ChangeView:
    old, new = (
        "" if value in (None, "", ()) else words_of(change.field, storable(value))
        for value in (change.old, change.new)
    )
    return ChangeView(change.field.label, old, new)


def _moved(office: Office, correction: Correction) -> tuple[MovedView, ...]:
    today = office.today()
    return tuple(
        MovedView(
            title=one.title,
            basis=one.computation.row.basis,
            old_due_on=one.old_due_on,
            due_on=one.due_on if one.is_counted else None,
            closed_on=one.closed_on,
            is_late=one.is_counted and (one.closed_on or today) > one.due_on,
        )
        for one in correction.moved
    )
