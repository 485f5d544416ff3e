"""Puts somebody in the place of the person whom a form had named, such as the verifier."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cases.actor import Actor
from cases.assigning.asked import read_paper
from cases.assigning.locked_items import LockedItem
from cases.database import Transaction
from cases.models.assignment import Assignment
from cases.models.document import Document
from cases.models.work_item import WorkItem
from cases.office import LoadedVersion, Office
from cases.rows import insert_row
from cases.upsert import upsert_rows
from engine.values import Notation
from forms.submission import Submission


@dataclass(frozen=True, slots=True)
class NewPaper:
    """The decision that names somebody else; ``document`` is its type."""

    document: str
    number: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class NamedTask:
    """A task of a run for which a form names a person.

    Attributes:
        name: Of the assignment, such as ``verifier``.
        subject: Kind and id of the case or petition.
        secrecy: Its level.
    """

    run_id: int
    name: str
    subject: tuple[str, int]
    secrecy: str


def issued_document(version: LoadedVersion, notation: Notation) -> str | None:
    """Return the type of document that the step issues which names the person of ``notation``.

    ``None``: the person is named without a document, or by nobody.
    """
    return document_of_task(version, notation.assign)


def document_of_task(version: LoadedVersion, name: str | None) -> str | None:
    """Return the type of document by which a person is named for a task."""
    record = f"assignment.{name}"
    for step in version.procedure.steps.values():
        form = version.forms.get(step.form) if step.form else None
        if form and any(field.record == record for field in form.fields):
            return step.document
    return None


def read_new_paper(
    tx: Transaction, office: Office, item: LockedItem, submission: Submission | None
) -> NewPaper | None:
    """Return the decision as it was typed; ``None`` where the diagram's own step issued none.

    Raises:
        SubmissionRefusedError: Number or date of the decision cannot be right.
    """
    document = issued_document(item.version, item.notation)
    return read_paper_of(tx, office, item.subject, document, submission)


def read_paper_of(
    tx: Transaction,
    office: Office,
    subject: tuple[str, int],
    document: str | None,
    submission: Submission | None,
) -> NewPaper | None:
    """Do the same for any task about a case or petition; ``document`` is the type it takes."""
    if document is None:
        return None
    before = _issued_before(tx, subject, document)
    number, issued_on = read_paper(submission, office.today(), before)
    return NewPaper(document, number, issued_on)


def replace_named(
    tx: Transaction,
    office: Office,
    actor: Actor,
    item: LockedItem,
    account_id: int,
    paper: NewPaper | None,
) -> int | None:
    """Write whom the run names from now on, and the decision that says so; return its id."""
    task = NamedTask(item.row.run_id, str(item.notation.assign), item.subject, item.secrecy)
    return name_person(tx, office, actor, task, account_id, paper)


def name_person(
    tx: Transaction,
    office: Office,
    actor: Actor,
    task: NamedTask,
    account_id: int,
    paper: NewPaper | None,
) -> int | None:
    """Do the same for a task whose step need not be open now."""
    row = {
        "run_id": task.run_id,
        "name": task.name,
        "account_id": account_id,
        "assigned_by_id": actor.account_id,
        "assigned_at": office.clock.now(),
    }
    upsert_rows(tx, Assignment, [row], key=("run_id", "name"))
    if paper is None:
        return None
    kind, subject_id = task.subject
    document = {
        "case_id": subject_id if kind == "case" else None,
        "petition_id": subject_id if kind == "petition" else None,
        "type": paper.document,
        "number": paper.number,
        "issued_on": paper.issued_on,
        "secrecy": task.secrecy,
        "recorded_by_id": actor.account_id,
        "recorded_at": office.clock.now(),
    }
    return insert_row(tx, Document, document)


def other_steps(tx: Transaction, item: LockedItem) -> tuple[int, ...]:
    """Return the other open steps of the run that wait for the same named person."""
    steps = item.version.procedure.steps.items()
    alike = [element for element, one in steps if one.assign == item.notation.assign]
    return tuple(
        tx.scalars(
            select(WorkItem.id).where(
                WorkItem.run_id == item.row.run_id,
                WorkItem.id != item.row.id,
                WorkItem.assignee_id == item.row.assignee_id,
                WorkItem.element.in_(alike),
            )
        )
    )


def _issued_before(tx: Transaction, subject: tuple[str, int], document: str) -> date | None:
    """Return the day of the decision that is replaced."""
    kind, subject_id = subject
    column = Document.petition_id if kind == "petition" else Document.case_id
    of_subject = column == subject_id
    return tx.scalar(
        select(Document.issued_on)
        .where(of_subject, Document.type == document, Document.voided_at.is_(None))
        .order_by(Document.id.desc())
        .limit(1)
    )
