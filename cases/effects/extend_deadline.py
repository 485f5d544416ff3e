"""Adds days to a deadline that runs (gia hạn), as often and as long as the law allows.

How often and how long stands in the term tables, as rows of ``extension``: the condition
``extension_1`` is the first time, ``extension_2`` the second. That the decision is made before the
deadline is over is checked where the form is read.

Parameters: ``term`` the deadline; ``extension`` the term whose rows say how much may be added;
``event`` the event that is the decision; ``days`` the fact that holds how many days, ``field`` the
field that asked for them. Where the law asks more of an especially complex case: ``criteria`` how
many criteria, ``criteria_field`` the field that asked for them, ``criteria_article`` the article.
"""

from sqlalchemy import select

from cases.database import Transaction
from cases.deadlines.computation import Computation
from cases.deadlines.errors import TermNotInForceError
from cases.deadlines.period import Extension, TermRow
from cases.deadlines.wording import amount_of
from cases.models.case import Case
from cases.models.deadline import Deadline
from cases.models.document import Document
from cases.office import Office
from cases.runs.last_event import last_event
from cases.runs.locked_run import LockedRun, OpenDeadline
from cases.runs.recounted_deadlines import recount, write_recounted
from cases.runs.refused_answer import refused_at
from engine.values import Effect


def perform(tx: Transaction, office: Office, run: LockedRun, effect: Effect) -> None:  # noqa: ARG001
    """Extend the deadline and everything that follows it.

    Raises:
        SubmissionRefusedError: The law allows no further extension, not so long a one, or not on
            so few criteria.
    """
    params = effect.params
    deadline = next(one for one in run.deadlines if one.term == params["term"] and one.id)
    _refuse_few_criteria(tx, run, effect)
    days = int(run.facts[params["days"]] or 0)
    row = _row(tx, run, effect, deadline)
    if not 1 <= days <= row.amount:
        problem = f"từ 01 đến {amount_of(row.amount, row.unit)} ({row.basis})"
        raise refused_at(run, params["field"], problem)
    decided = last_event(tx, run, params["event"])
    number = tx.scalar(select(Document.number).where(Document.id == decided.document_id)) or ""
    extension = Extension(days, row.unit, number, decided.occurred_on)
    write_recounted(tx, run, recount(tx, run, [deadline], extension=extension))


def _row(tx: Transaction, run: LockedRun, effect: Effect, deadline: OpenDeadline) -> TermRow:
    """Return what may be added the next time."""
    text = tx.scalars(select(Deadline.computation).where(Deadline.id == deadline.id)).one()
    times = len(Computation.from_json(text).extensions)
    try:
        return _row_of_time(run, effect, deadline, times + 1)
    except TermNotInForceError:
        first = _row_of_time(run, effect, deadline, 1)
        problem = f"không nhận: đã gia hạn {times} lần, không được gia hạn nữa ({first.basis})"
        raise refused_at(run, effect.params["field"], problem) from None


def _row_of_time(run: LockedRun, effect: Effect, deadline: OpenDeadline, time: int) -> TermRow:
    facts = {**run.term_facts, "condition": f"extension_{time}"}
    return run.rules.terms.choose(effect.params["extension"], deadline.due_on, facts)


def _refuse_few_criteria(tx: Transaction, run: LockedRun, effect: Effect) -> None:
    needed = int(effect.params.get("criteria", "0"))
    if not needed or not run.term_facts.get("especially_complex"):
        return
    criteria = tx.scalar(select(Case.complexity_criteria).where(Case.id == run.case_id)) or ""
    if len(criteria.split()) < needed:
        article = effect.params["criteria_article"]
        problem = f"cần từ {needed:02d} tiêu chí khi đặc biệt phức tạp ({article})"
        raise refused_at(run, effect.params["criteria_field"], problem)
