"""Plays what happened in the demo office through the actions of the office."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import select

from cases.actions.claim_item import claim_item
from cases.actions.complete_step import complete_step
from cases.actions.fire_due_timers import fire_due_timers
from cases.actions.record_message import record_message
from cases.actions.register_petition import Registered, register_petition
from cases.actions.return_transfer import return_transfer
from cases.actions.start_procedure import start_procedure
from cases.actor import Actor
from cases.database import Transaction
from cases.demo.answers import answers
from cases.demo.desk import Desk
from cases.demo.papers import Papers, papers_of
from cases.demo.schedule import Act
from cases.demo.story import APPROVE, CLAIM, REGISTER, RETURN, WITHDRAWN, Story
from cases.models.case import Case
from cases.models.petition_case import PetitionCase
from cases.models.run import Run
from cases.models.transfer import Transfer
from cases.models.work_item import WorkItem
from cases.office import LoadedVersion, Office
from cases.queries.step_page import RECEIVED, offered_choices
from cases.secrecy import is_secret
from cases.steps.intake_steps import intake_step
from cases.versions import version_on
from config.clock import FixedClock
from forms.fields import Option
from forms.limits import Limits
from forms.posted import RawValues
from forms.status_only import PAPER
from forms.submission import Submission, read

PROCEDURE = "triage"
KEPT_AT = "04/HS-M, văn thư mật"
STARTS: Mapping[str, str] = {
    "make_demand": "complaint_evidence_demand",
    "order_enforcement": "enforcement",
    "suspend": "complaint_suspension",
}
"""First step -> the procedure beside the main one that begins with it."""


class AnswersRefusedError(Exception):
    """A form does not take the answers of the demo: the form was changed, the demo was not."""


@dataclass(slots=True)
class Replay:
    """Moves all stories, in one transaction.

    Attributes:
        office: The office, looking at ``clock``.
        staff: Code of a unit and role -> who does that there.
        registered: Place of a story -> what its petition and case were registered as.
    """

    tx: Transaction
    office: Office
    clock: FixedClock
    stories: Sequence[Story]
    staff: Mapping[tuple[str, str], Actor]
    registered: dict[int, Registered] = field(default_factory=dict)
    _numbers: Counter[tuple[str, str]] = field(default_factory=Counter)

    def play(self, acts: Iterable[Act], until: datetime) -> None:
        """Do everything in order, and fire every timer at its instant in between.

        Raises:
            AnswersRefusedError: A form does not take what is typed.
        """
        for act in acts:
            self._fire_timers(act.at)
            self.clock.set(act.at)
            self._way_of(act.element)(act)
        self._fire_timers(until)

    def _way_of(self, element: str) -> Callable[[Act], None]:
        if element in STARTS:
            return self._start
        ways = {
            REGISTER: self._register,
            CLAIM: self._claim,
            WITHDRAWN: self._record,
            RETURN: self._return,
        }
        return ways.get(element, self._complete)

    def _register(self, act: Act) -> None:
        story = self.stories[act.story]
        version = self._version_on(PROCEDURE, act)
        notation = intake_step(version, story.kind)
        came_from = story.received_from
        self.registered[act.story] = register_petition(
            self.tx,
            self.office,
            self.staff[story.unit, notation.role],
            procedure=PROCEDURE,
            submission=self._submission(version, notation.form, act),
            token=f"demo-{act.story}",
            transfer_id=self._transfer(self._place(came_from)) if came_from else None,
            kind=story.kind,
            secrecy=story.secrecy,
        )

    def _claim(self, act: Act) -> None:
        item = self._item(act.story)
        actor = self.staff[self.stories[act.story].unit, item.role]
        claim_item(self.tx, self.office, actor, item_id=item.id)

    def _complete(self, act: Act) -> None:
        item = self._item(act.story, act.element)
        version = self._version_of(item.run_id)
        form = version.procedure.steps[act.element].form
        complete_step(
            self.tx,
            self.office,
            self.staff[self.stories[act.story].unit, item.role],
            run_id=item.run_id,
            task_id=item.task_id,
            submission=self._submission(version, form, act, item.unit_id),
        )
        if act.element == APPROVE and not self.stories[act.story].joins:
            self._follow(act.story)

    def _follow(self, story: int) -> None:
        """Go on with the case if one was opened for the petition."""
        registered = self.registered[story]
        case = self.tx.execute(
            select(Case.id, Case.code)
            .join(PetitionCase, PetitionCase.case_id == Case.id)
            .where(PetitionCase.petition_id == registered.petition_id)
        ).first()
        if case is not None:
            self.registered[story] = replace(registered, case_id=case.id, case_code=case.code)

    def _record(self, act: Act) -> None:
        run_id = self._main_run(act.story)
        version = self._version_of(run_id)
        declared = version.info.messages[act.element]
        record_message(
            self.tx,
            self.office,
            self.staff[self.stories[act.story].unit, declared.role],
            run_id=run_id,
            message=act.element,
            submission=self._submission(version, declared.form, act),
        )

    def _start(self, act: Act) -> None:
        unit = self.stories[act.story].unit
        version = self._version_on(STARTS[act.element], act)
        form = version.procedure.steps[act.element].form
        actor = self.staff[unit, version.info.action_role]
        unit_id = next(one.unit_id for one in actor.assignments)
        start_procedure(
            self.tx,
            self.office,
            actor,
            case_code=self.registered[act.story].code,
            procedure=version.info.code,
            submission=self._submission(version, form, act, unit_id),
            token=f"demo-{act.story}-{act.element}",
        )

    def _return(self, act: Act) -> None:
        return_transfer(
            self.tx,
            self.office,
            self.staff[self.stories[act.story].passed_to, "registrar"],
            transfer_id=self._transfer(act.story),
            reason=self.stories[act.story].return_reason,
        )

    def _submission(
        self, version: LoadedVersion, form_code: str | None, act: Act, unit_id: int = 0
    ) -> Submission:
        secrecy = self.stories[act.story].secrecy
        form = version.form(form_code, secrecy) or version.forms[form_code or ""]
        typed = answers(act.element, self._desk(act))
        papers = papers_of(form_code if act.element == REGISTER else act.element)
        if is_secret(secrecy):
            asked = {one.key for one in form.fields}
            typed = {PAPER.key: [KEPT_AT], **typed}
            typed, papers = {key: typed[key] for key in typed if key in asked}, Papers()
        choices = offered_choices(self.tx, self.office, form, frozenset({unit_id}))
        submission = read(
            form,
            RawValues(typed),
            papers,
            Limits(self.office.today(), self.stories[act.story].days[REGISTER], RECEIVED),
            {key: [Option(*pair) for pair in pairs] for key, pairs in choices.items()},
        )
        if submission.errors:
            lines = tuple(error.line for error in submission.errors)
            raise AnswersRefusedError(self.stories[act.story].shows, form_code, lines)
        return submission

    def _desk(self, act: Act) -> Desk:
        story = self.stories[act.story]
        return Desk(
            story=story,
            day=act.day,
            number=lambda book: self._number(story.unit, book),
            colleague=lambda role: str(self.staff[story.unit, role].account_id),
            unit=self._unit_id,
            code=lambda shows: self.registered[self._place(shows)].code,
        )

    def _number(self, unit: str, book: str) -> str:
        self._numbers[unit, book] += 1
        return f"{self._numbers[unit, book]}/{book}-UBND"

    def _unit_id(self, code: str) -> str:
        actor = next(actor for (unit, _), actor in self.staff.items() if unit == code)
        return str(actor.assignments[0].unit_id)

    def _place(self, shows: str) -> int:
        return next(place for place, one in enumerate(self.stories) if one.shows == shows)

    def _transfer(self, story: int) -> int:
        petition_id = self.registered[story].petition_id
        return self.tx.scalars(select(Transfer.id).where(Transfer.petition_id == petition_id)).one()

    def _version_on(self, procedure: str, act: Act) -> LoadedVersion:
        return self.office.version(self.tx, version_on(self.tx, procedure, act.day).id)

    def _version_of(self, run_id: int) -> LoadedVersion:
        return self.office.version(self.tx, self.tx.get_one(Run, run_id).version_id)

    def _subject(self, story: int) -> tuple[str, int]:
        registered = self.registered[story]
        case_id = registered.case_id
        return ("case", case_id) if case_id else ("petition", registered.petition_id)

    def _main_run(self, story: int) -> int:
        kind, subject_id = self._subject(story)
        return self.tx.scalars(
            select(Run.id).where(
                Run.subject_kind == kind,
                Run.subject_id == subject_id,
                Run.parent_run_id.is_(None),
            )
        ).one()

    def _item(self, story: int, element: str | None = None) -> WorkItem:
        """Return the open step of that name, in whichever run; the only one if none is named."""
        kind, subject_id = self._subject(story)
        wanted = (
            select(WorkItem)
            .join(Run, Run.id == WorkItem.run_id)
            .where(Run.subject_kind == kind, Run.subject_id == subject_id)
        )
        if element is not None:
            wanted = wanted.where(WorkItem.element == element)
        return self.tx.scalars(wanted).one()

    def _fire_timers(self, until: datetime) -> None:
        """Do what the worker would have done by then, each timer at its own instant."""
        due = (
            select(Run.id, Run.next_fires_at)
            .where(Run.status == "running", Run.next_fires_at <= until)
            .order_by(Run.next_fires_at, Run.id)
            .limit(1)
        )
        while (row := self.tx.execute(due).first()) is not None:
            self.clock.set(max(row.next_fires_at, self.clock.now()))
            fire_due_timers(self.tx, self.office, run_id=row.id)
        self.clock.set(until)
