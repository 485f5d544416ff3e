"""Puts somebody in the place of the person whom a form had named, such as the verifier."""

from datetime import date

from sqlalchemy import select

from cases.actor import Actor
from cases.assigning.asked import ISSUED_ON, NUMBER, read_paper
from cases.assigning.locked_items import LockedItem
from cases.database import Transaction
from cases.models.assignment import Assignment
from cases.models.document import Document
from cases.office import LoadedVersion, Office
from cases.rows import insert_row
from cases.upsert import upsert_rows
from engine.values import Notation
from forms.submission import Submission


def issued_document(version: LoadedVersion, notation: Notation) -> str | None:
    """Return the type of document that the step issues which names the person of ``notation``.

    ``None``: the person is named without a document, or by nobody.
    """
    record = f"assignment.{notation.assign}"
    for step in version.procedure.steps.values():
        form = version.forms.get(step.form) if step.form else None
        if form and any(field.record == record for field in form.fields):
            return step.document
    return None


def replace_named(
    tx: Transaction,
    office: Office,
    actor: Actor,
    item: LockedItem,
    account_id: int,
    submission: Submission | None,
) -> int | None:
    """Write whom the run names from now on, and the decision that says so.

    Returns:
        The document, if the diagram's own step issued one.

    Raises:
        SubmissionRefusedError: Number or date of the decision cannot be right.
    """
    document_id = _write_document(tx, office, actor, item, submission)
    row = {
        "run_id": item.row.run_id,
        "name": item.notation.assign,
        "account_id": account_id,
        "assigned_by_id": actor.account_id,
        "assigned_at": office.clock.now(),
    }
    upsert_rows(tx, Assignment, [row], key=("run_id", "name"))
    return document_id


def _write_document(
    tx: Transaction,
    office: Office,
    actor: Actor,
    item: LockedItem,
    submission: Submission | None,
) -> int | None:
    document = issued_document(item.version, item.notation)
    if document is None:
        return None
    paper = read_paper(submission, office.today(), _issued_before(tx, item, document))
    row = {
        "case_id": item.row.case_id,
        "petition_id": item.row.petition_id,
        "type": document,
        "number": paper[NUMBER],
        "issued_on": paper[ISSUED_ON],
        "secrecy": "none",
        "recorded_by_id": actor.account_id,
        "recorded_at": office.clock.now(),
    }
    return insert_row(tx, Document, row)


def _issued_before(tx: Transaction, item: LockedItem, document: str) -> date | None:
    """Return the day of the decision that is replaced."""
    of_subject = (
        Document.case_id == item.row.case_id
        if item.row.case_id
        else Document.petition_id == item.row.petition_id
    )
    return tx.scalar(
        select(Document.issued_on)
        .where(of_subject, Document.type == document, Document.voided_at.is_(None))
        .order_by(Document.id.desc())
        .limit(1)
    )
