"""Plays what happened in the demo office through the actions of the office."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import select

from cases.actions.claim_item import claim_item
from cases.actions.complete_step import complete_step
from cases.actions.fire_due_timers import fire_due_timers
from cases.actions.record_message import record_message
from cases.actions.register_petition import Registered, register_petition
from cases.actor import Actor
from cases.database import Transaction
from cases.deadlines.errors import TermNotInForceError
from cases.demo.answers import Desk, answers
from cases.demo.papers import papers_of
from cases.demo.schedule import Act
from cases.demo.stories import APPROVE, CLAIM, REGISTER, WITHDRAWN, Story
from cases.models.case import Case
from cases.models.petition_case import PetitionCase
from cases.models.run import Run
from cases.models.work_item import WorkItem
from cases.office import LoadedVersion, Office
from cases.queries.step_page import RECEIVED, offered_choices
from cases.versions import version_on
from config.clock import FixedClock
from forms.fields import Option
from forms.limits import Limits
from forms.posted import RawValues
from forms.submission import Submission, read

PROCEDURE = "triage"
TERMINATION_TERM = "kn_suspend_send"
TERMINATE = "terminate"
SEND_TERMINATION = "send_termination"
VERIFIER = "phanvant"

PERFORMERS: Mapping[str, str] = {
    REGISTER: "tranthib",
    CLAIM: "nguyenvana",
    "propose_handling": "nguyenvana",
    "approve_proposal": "vothie",
    "refuse_petition": "levanc",
    "accept": "levanc",
    "recheck": "levanc",
    "assign_verification": "levanc",
    "verify": VERIFIER,
    "verify_report": VERIFIER,
    "plan_dialogue": "levanc",
    "dialogue": "levanc",
    "decide": "levanc",
    "send_decision": "tranthib",
    "close_case": "nguyenvana",
    "watch_legal_force": "nguyenvana",
    WITHDRAWN: "tranthib",
    "terminate": "levanc",
    SEND_TERMINATION: "tranthib",
}
"""Element -> mailbox of the one who does it."""


class AnswersRefusedError(Exception):
    """A form does not take the answers of the demo: the form was changed, the demo was not."""


@dataclass(slots=True)
class Replay:
    """Moves all stories, in one transaction.

    Attributes:
        office: The office, looking at ``clock``.
        people: Mailbox -> person.
        registered: Place of a story -> what its case was registered as.
    """

    tx: Transaction
    office: Office
    clock: FixedClock
    stories: Sequence[Story]
    people: Mapping[str, Actor]
    registered: dict[int, Registered] = field(default_factory=dict)
    _runs: dict[int, int] = field(default_factory=dict)
    _numbers: Counter[str] = field(default_factory=Counter)

    def play(self, acts: Iterable[Act], until: datetime) -> None:
        """Do everything in order, and fire every timer at its instant in between.

        Raises:
            AnswersRefusedError: A form does not take what is typed.
        """
        for act in acts:
            self._fire_timers(act.at)
            self.clock.set(act.at)
            self._do(act)
        self._fire_timers(until)

    def _do(self, act: Act) -> None:
        actor = self.people[PERFORMERS[act.element]]
        if act.element == REGISTER:
            self._register(actor, act)
        elif act.element == CLAIM:
            claim_item(self.tx, self.office, actor, item_id=self._item(act.story).id)
        elif act.element == WITHDRAWN:
            self._record(actor, act)
        elif act.element != SEND_TERMINATION or self._sends_termination(act.story):
            self._complete(actor, act)

    def _register(self, actor: Actor, act: Act) -> None:
        version = self.office.version(self.tx, version_on(self.tx, PROCEDURE, act.day).id)
        registered = register_petition(
            self.tx,
            self.office,
            actor,
            procedure=PROCEDURE,
            submission=self._submission(version, REGISTER, act),
            token=f"demo-{act.story}",
        )
        self.registered[act.story] = registered
        self._runs[act.story] = self._run_of("petition", registered.petition_id)

    def _complete(self, actor: Actor, act: Act) -> None:
        item = self._item(act.story, act.element)
        version = self._version(act.story)
        form = version.procedure.steps[act.element].form or ""
        complete_step(
            self.tx,
            self.office,
            actor,
            run_id=item.run_id,
            task_id=item.task_id,
            submission=self._submission(version, form, act, item.unit_id),
        )
        if act.element == APPROVE:
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
            self._runs[story] = self._run_of("case", case.id)

    def _run_of(self, kind: str, subject_id: int) -> int:
        return self.tx.scalars(
            select(Run.id).where(Run.subject_kind == kind, Run.subject_id == subject_id)
        ).one()

    def _record(self, actor: Actor, act: Act) -> None:
        version = self._version(act.story)
        form = version.info.messages[act.element].form or ""
        record_message(
            self.tx,
            self.office,
            actor,
            run_id=self._runs[act.story],
            message=act.element,
            submission=self._submission(version, form, act),
        )

    def _submission(
        self, version: LoadedVersion, form_code: str, act: Act, unit_id: int = 0
    ) -> Submission:
        form = version.forms[form_code]
        story = self.stories[act.story]
        typed = answers(act.element, self._desk(story, act.day))
        choices = offered_choices(self.tx, self.office, form, frozenset({unit_id}))
        submission = read(
            form,
            RawValues(typed),
            papers_of(act.element),
            Limits(self.office.today(), story.days[REGISTER], RECEIVED),
            {key: [Option(*pair) for pair in pairs] for key, pairs in choices.items()},
        )
        if submission.errors:
            raise AnswersRefusedError(form_code, tuple(error.line for error in submission.errors))
        return submission

    def _desk(self, story: Story, day: date) -> Desk:
        return Desk(
            story=story,
            day=day,
            number=self._number,
            verifier=str(self.people[VERIFIER].account_id),
        )

    def _number(self, book: str) -> str:
        self._numbers[book] += 1
        return f"{self._numbers[book]}/{book}-UBND"

    def _sends_termination(self, story: int) -> bool:
        """The law of the day of the decision says whether it must be sent within a term."""
        day = self.stories[story].days[TERMINATE]
        try:
            self.office.terms(self.tx).choose(TERMINATION_TERM, day, {})
        except TermNotInForceError:
            return False
        return True

    def _version(self, story: int) -> LoadedVersion:
        return self.office.version(self.tx, self._run(story).version_id)

    def _run(self, story: int) -> Run:
        return self.tx.get_one(Run, self._runs[story])

    def _item(self, story: int, element: str | None = None) -> WorkItem:
        wanted = select(WorkItem).where(WorkItem.run_id == self._runs[story])
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
