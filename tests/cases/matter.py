"""A case under test: what people do to it, and what the database holds then."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any, Self
from uuid import uuid4

from sqlalchemy import select

from cases.actions.complete_step import complete_step
from cases.actions.record_message import record_message
from cases.actions.register_petition import Registered, register_petition
from cases.actions.start_procedure import start_procedure
from cases.actor import Actor
from cases.models.case import Case
from cases.models.case_step import CaseStep
from cases.models.deadline import Deadline
from cases.models.document import Document
from cases.models.event import Event
from cases.models.fact import Fact
from cases.models.notice import Notice
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.models.run import Run
from cases.models.suspension import Suspension
from cases.models.work_item import WorkItem
from cases.office import LoadedVersion, Office
from cases.steps.intake_steps import intake_step
from cases.steps.step_done import StepDone
from cases.sweeps.due_timers import sweep
from cases.versions import version_on
from config.clock import TIME_ZONE
from forms.fields import Form, Kind, Option
from forms.limits import Limits
from forms.posted import RawValues
from forms.submission import Submission, Uploads, read
from tests.cases.answers import Typed, usual_answers

TRIAGE = ("propose_handling", "approve_proposal")
MAIN_PATH = (
    *TRIAGE,
    "accept",
    "recheck",
    "assign_verification",
    "verify",
    "verify_report",
    "plan_dialogue",
    "dialogue",
    "decide",
    "send_decision",
    "close_case",
)


@dataclass
class Matter:
    """One petition or case and the people who work on it, by role."""

    office: Office
    people: Mapping[str, Actor]
    registered: Registered
    run_id: int

    @classmethod
    def register(
        cls,
        office: Office,
        people: Mapping[str, Actor],
        *,
        received_on: date | None = None,
        token: str | None = None,
        procedure: str = "triage",
        kind: str = "complaint",
        files: Uploads | None = None,
        **typed: str | list[str],
    ) -> Self:
        """Let the registrar enter a petition that was received today, or on the given day."""
        if received_on:
            typed["received_on"] = f"{received_on:%d/%m/%Y}"
        version = version_of(office, procedure, received_on or office.today())
        registered = register(office, people, version, kind=kind, token=token, files=files, **typed)
        with office.database.reading() as tx:
            run_id = tx.scalars(select(Run.id).order_by(Run.id.desc())).first()
        assert run_id is not None
        return cls(office, people, registered, run_id)

    # What people do.

    def do(
        self,
        element: str,
        by: Actor | None = None,
        files: Uploads | None = None,
        **typed: str | list[str],
    ) -> StepDone:
        """Let the right person, or the given one, complete a step as usual but for ``typed``."""
        item = self.item(element)
        with self.office.database.writing() as tx:
            return complete_step(
                tx,
                self.office,
                by or self.doer(item),
                run_id=self.run_id,
                task_id=item.task_id,
                submission=self.filled(element, files, **typed),
            )

    def go_to(self, element: str, **of_step: Typed) -> Self:
        """Do all steps of the main path before ``element``; ``of_step`` changes answers.

        A step beside the main path is reached by the answers that lead to it.
        """
        on_the_way = element in MAIN_PATH
        for step in MAIN_PATH[: MAIN_PATH.index(element)] if on_the_way else MAIN_PATH:
            if not on_the_way and element in self.open:
                break
            if step in self.open:
                self.do(step, **of_step.get(step, {}))
        assert element in self.open
        return self

    def start(self, procedure: str, by: Actor | None = None, **typed: str | list[str]) -> "Matter":
        """Let the right person start a further procedure on the case; return its run."""
        version = version_of(self.office, procedure, self.office.today())
        step = version.procedure.steps[version.info.intake_step]
        submission = fill(self.office, version.forms[step.form or ""], self.people, **typed)
        with self.office.database.writing() as tx:
            start_procedure(
                tx,
                self.office,
                by or self.people[version.info.action_role],
                case_code=self.registered.code,
                procedure=procedure,
                submission=submission,
                token=uuid4().hex,
            )
        return self.runs[-1]

    def receive(
        self,
        message: str = "withdrawn",
        files: Uploads | None = None,
        **typed: str | list[str],
    ) -> StepDone:
        """Let the registrar record a message."""
        declared = self.version.info.messages[message]
        with self.office.database.writing() as tx:
            return record_message(
                tx,
                self.office,
                self.people[declared.role],
                run_id=self.run_id,
                message=message,
                submission=fill(self.office, self._form(declared.form), files=files, **typed),
            )

    def filled(
        self, element: str, files: Uploads | None = None, **typed: str | list[str]
    ) -> Submission:
        """Read what a person posts at a step."""
        form = self._form(self.version.procedure.steps[element].form)
        return fill(self.office, form, self.people, files=files, **typed)

    def wait_until(self, day: date, at: time = time(10)) -> int:
        """Move the clock and let the sweep run; return how many runs it moved."""
        self.set_clock(day, at)
        return sweep(self.office)

    def set_clock(self, day: date, at: time = time(10)) -> None:
        """Move the clock only."""
        self.office.clock.set(datetime.combine(day, at, TIME_ZONE))  # type: ignore[attr-defined]

    def doer(self, item: Any) -> Actor:
        """Return the person of the ward who has the role of a work item."""
        return self.people[item.role]

    def opened(self) -> "Matter":
        """The case that triage has opened for the petition, or joined it to."""
        with self.office.database.reading() as tx:
            case_id, code = tx.execute(
                select(Case.id, Case.code)
                .join(PetitionCase, PetitionCase.case_id == Case.id)
                .where(PetitionCase.petition_id == self.registered.petition_id)
            ).one()
            run_id = tx.scalars(
                select(Run.id).where(Run.subject_kind == "case", Run.subject_id == case_id)
            ).first()
        registered = replace(self.registered, case_id=case_id, case_code=code)
        return replace(self, registered=registered, run_id=run_id or 0)

    # What the database holds.

    @property
    def subject(self) -> tuple[str, int]:
        """What the matter is about: the case, or the petition that has none yet."""
        case_id = self.registered.case_id
        return ("case", case_id) if case_id else ("petition", self.registered.petition_id)

    @property
    def petition(self) -> Petition:
        return self._all(Petition, Petition.id == self.registered.petition_id)[0]

    @property
    def version(self) -> LoadedVersion:
        with self.office.database.reading() as tx:
            return self.office.version(tx, tx.get_one(Run, self.run_id).version_id)

    @property
    def case(self) -> Case:
        return self._all(Case, Case.id == self.registered.case_id)[0]

    @property
    def run(self) -> Run:
        return self._all(Run, Run.id == self.run_id)[0]

    @property
    def runs(self) -> list["Matter"]:
        """The same case once for each of its runs, the oldest first."""
        return [replace(self, run_id=run.id) for run in self._all(Run, *self._about(Run))]

    @property
    def suspensions(self) -> list[Suspension]:
        return self._all(Suspension, Suspension.case_id == self.registered.case_id)

    @property
    def items(self) -> list[WorkItem]:
        return self._all(WorkItem, WorkItem.run_id == self.run_id)

    @property
    def open(self) -> list[str]:
        """Elements of the open steps."""
        return sorted(item.element for item in self.items)

    def item(self, element: str) -> WorkItem:
        return next(item for item in self.items if item.element == element)

    @property
    def steps(self) -> list[CaseStep]:
        return self._all(CaseStep, CaseStep.run_id == self.run_id)

    @property
    def events(self) -> list[tuple[str, date]]:
        """Code and legal date of every event, in order."""
        rows = self._all(Event, *self._about(Event))
        return [(row.code, row.occurred_on) for row in rows]

    def deadlines(self, term: str) -> list[Deadline]:
        """All deadlines of a term, in the order they were opened."""
        return self._all(Deadline, *self._about(Deadline), Deadline.term == term)

    def deadline(self, term: str) -> Deadline:
        """The newest deadline of a term."""
        return self.deadlines(term)[-1]

    @property
    def running(self) -> dict[str, date]:
        """Term and due date of the deadlines that run."""
        rows = self._all(Deadline, *self._about(Deadline), Deadline.closed_on.is_(None))
        return {row.term: row.due_on for row in rows}

    @property
    def documents(self) -> list[Document]:
        kind, subject_id = self.subject
        of = Document.case_id if kind == "case" else Document.petition_id
        return self._all(Document, of == subject_id)

    @property
    def notices(self) -> list[tuple[str, str, str]]:
        """Element, message and addressed role of every notice, in order."""
        rows = self._all(Notice, Notice.run_id == self.run_id)
        return [(row.element, row.message, row.role) for row in rows]

    @property
    def facts(self) -> dict[str, str]:
        """Facts as stored, in JSON."""
        rows = self._all(Fact, *self._about(Fact), order=Fact.name)
        return {row.name: row.value for row in rows}

    @property
    def visited(self) -> frozenset[str]:
        return frozenset(self.run.visited.split())

    def _about(self, table: Any) -> tuple[Any, Any]:
        kind, subject_id = self.subject
        return table.subject_kind == kind, table.subject_id == subject_id

    def _all(self, table: Any, *conditions: Any, order: Any = None) -> list[Any]:
        with self.office.database.reading() as tx:
            return list(tx.scalars(select(table).where(*conditions).order_by(order or table.id)))

    def _form(self, step: str | None) -> Form:
        return self.version.forms[step or ""]


class Complaint(Matter):
    """A complaint from the counter on: a petition, then the case that triage opens for it."""

    def do(
        self,
        element: str,
        by: Actor | None = None,
        files: Uploads | None = None,
        **typed: str | list[str],
    ) -> StepDone:
        """Complete a step; when that has opened the case, it is the case from now on."""
        done = super().do(element, by, files, **typed)
        self.go_on()
        return done

    @property
    def triage(self) -> Matter:
        """The petition, as triage holds it, also when its case has gone on."""
        registered = replace(self.registered, case_id=None, case_code=None)
        return Matter(self.office, self.people, registered, self.run_id).runs[0]

    def go_on(self) -> None:
        """Be the case from now on if triage has opened it."""
        if self.registered.case_id is None and not self.items:
            with self.office.database.reading() as tx:
                joined = PetitionCase.petition_id == self.registered.petition_id
                has_case = tx.scalar(select(PetitionCase.case_id).where(joined)) is not None
            if has_case:
                case = self.opened()
                self.registered, self.run_id = case.registered, case.run_id


def version_of(office: Office, procedure: str, day: date) -> LoadedVersion:
    """Return the version in force on a day."""
    with office.database.reading() as tx:
        return office.version(tx, version_on(tx, procedure, day).id)


def register(
    office: Office,
    people: Mapping[str, Actor],
    version: LoadedVersion,
    *,
    by: Actor | None = None,
    token: str | None = None,
    transfer_id: int | None = None,
    kind: str = "complaint",
    files: Uploads | None = None,
    **typed: str | list[str],
) -> Registered:
    """Let the registrar post the intake form of a version."""
    form = version.forms[intake_step(version, kind).form or ""]
    submission = fill(office, form, people, files=files, **typed)
    with office.database.writing() as tx:
        return register_petition(
            tx,
            office,
            by or people["registrar"],
            procedure=version.info.code,
            submission=submission,
            token=token or uuid4().hex,
            transfer_id=transfer_id,
            kind=kind,
        )


def fill(
    office: Office,
    form: Form,
    people: Mapping[str, Actor] | None = None,
    *,
    files: Uploads | None = None,
    **typed: str | list[str],
) -> Submission:
    """Read a form filled in as usual, but for ``typed``."""
    people = people or {}
    choices = {
        field.key: [Option(str(people[field.role or ""].account_id), "")]
        for field in form.fields
        if field.kind is Kind.PERSON and field.role in people
    }
    chosen = {key: options[0].value for key, options in choices.items()}
    choices |= {
        field.key: [Option(str(typed[field.key]), "")]
        for field in form.fields
        if field.kind is Kind.UNIT and field.key in typed
    }
    answers = usual_answers(form.code, office.today()) | chosen | typed
    posted = RawValues(
        {key: value if isinstance(value, list) else [value] for key, value in answers.items()}
    )
    return read(form, posted, files, Limits(office.today()), choices)
