"""A correction as it would be written: planned under the lock, shown first, then carried out."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from cases.amendments.corrected_deadlines import CorrectedDeadline, corrected_deadlines
from cases.amendments.field_changes import DOCUMENT, REASON, FieldChange, field_changes
from cases.amendments.lawful_corrections import refuse_unlawful
from cases.amendments.opened_cases import FollowingCase, following_cases
from cases.amendments.standing_step import Standing
from cases.database import Transaction
from cases.deadlines.term_table import DEFAULTS
from cases.errors import SubmissionRefusedError
from cases.office import Office
from cases.runs.locked_run import LockedRun
from cases.steps.checked_submission import refuse_errors
from cases.steps.filed_answers import FiledAnswers, file_answers
from cases.versions import version_on
from engine.values import Scalar
from forms.submission import FieldError, Submission


@dataclass(frozen=True, slots=True)
class Correction:
    """What changes, and what follows from it.

    Attributes:
        changes: The fields.
        filed: The answers as they stand afterwards, sorted.
        dates: Event -> its corrected date.
        facts: The facts that change.
        deadlines: What the dates and facts do to deadlines.
        following: What the dates of a petition do to the cases that it has opened.
        is_of_other_version: On the new date another version of the procedure was in force.
    """

    standing: Standing
    changes: tuple[FieldChange, ...]
    filed: FiledAnswers
    dates: dict[int, date]
    facts: dict[str, Scalar]
    deadlines: tuple[CorrectedDeadline, ...]
    following: tuple[FollowingCase, ...]
    reason: str
    document: str | None
    is_of_other_version: bool

    @property
    def moved(self) -> tuple[CorrectedDeadline, ...]:
        """The deadlines whose due date is another one."""
        of_cases = (one for case in self.following for one in case.deadlines)
        return tuple(one for one in (*self.deadlines, *of_cases) if one.is_moved)

    @property
    def fingerprint(self) -> str:
        """What was looked at before it was confirmed: the same text for the same consequences."""
        fields = [(one.field.key, one.old, one.new) for one in self.changes]
        dates = [(one.id, one.term, one.old_due_on, one.due_on) for one in self.moved]
        return sha256(repr((fields, dates)).encode()).hexdigest()[:32]


def plan_correction(
    tx: Transaction, office: Office, standing: Standing, submission: Submission
) -> Correction:
    """Work out what a correction changes; nothing is written.

    Raises:
        SubmissionRefusedError: The answers have errors, nothing changes, or what changes has
            decided the course of the case.
    """
    refuse_errors(submission)
    run, form = standing.run, standing.form
    changes = field_changes(form, standing.values, submission.values)
    if not changes:
        first = form.fields[0]
        raise SubmissionRefusedError(
            [FieldError(first.key, first.label, "Chưa sửa ô nào: nội dung giống như đang ghi")]
        )
    filed = file_answers(form, submission)
    dates = _dates(standing, changes)
    facts = _facts(run, filed, changes)
    refuse_unlawful(office, standing, changes, dates, submission)
    run.facts.update(facts)
    document = submission.values.get(DOCUMENT)
    corrected = {event: dates[event.id] for event in standing.events if event.id in dates}
    return Correction(
        standing=standing,
        changes=changes,
        filed=filed,
        dates=dates,
        facts=facts,
        deadlines=corrected_deadlines(
            tx, run, standing.events, dates, facts_changed=bool(DEFAULTS.keys() & facts.keys())
        ),
        following=following_cases(tx, standing.cases, corrected),
        reason=str(submission.values.get(REASON, "")),
        document=str(document) if document else None,
        is_of_other_version=_is_of_other_version(tx, standing, dates),
    )


def _dates(standing: Standing, changes: tuple[FieldChange, ...]) -> dict[int, date]:
    """Return the corrected dates of the events, and of those that happened along with them."""
    run, dates = standing.run, dict[int, date]()
    for change in changes:
        event = standing.records.events.get(change.field.event or "")
        if event is None or not isinstance(change.new, date):
            continue
        dates[event.id] = change.new
        regime = run.rules.regimes.choose(run.kind, event.code, event.occurred_on)
        along = (standing.records.events.get(code) for code in (regime.records if regime else ()))
        dates |= {one.id: change.new for one in along if one is not None}
    return dates


def _facts(
    run: LockedRun, filed: FiledAnswers, changes: tuple[FieldChange, ...]
) -> dict[str, Scalar]:
    changed = (change.field.fact for change in changes if change.field.fact)
    return {name: filed.facts.get(name) for name in changed if name in run.facts}


def _is_of_other_version(tx: Transaction, standing: Standing, dates: dict[int, date]) -> bool:
    infos = [standing.run.version.info, *(case.run.version.info for case in standing.cases)]
    for info in infos:
        event = standing.records.events.get(info.version_event)
        if event is None or event.id not in dates:
            continue
        before, after = event.occurred_on, dates[event.id]
        if version_on(tx, info.code, before).id != version_on(tx, info.code, after).id:
            return True
    return False
