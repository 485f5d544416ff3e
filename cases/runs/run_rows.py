"""Everything that is stored about one run, in one trip to the database.

Each kind of record is one arm of a UNION ALL; the column ``what`` tells the rows apart, and the
columns that a kind does not have are empty in its rows. The statement is built once: building it
takes longer than running it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import (
    Boolean,
    Date,
    LargeBinary,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    join,
    literal_column,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from cases.database import Transaction
from cases.models.assignment import Assignment
from cases.models.case import Case
from cases.models.case_step import CaseStep
from cases.models.case_unit import CaseUnit
from cases.models.deadline import Deadline
from cases.models.declarative import Id, Instant
from cases.models.draft import Draft
from cases.models.fact import Fact
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.models.respondent_link import RespondentLink
from cases.models.rule_revision import RuleRevision
from cases.models.run import Run
from cases.models.work_item import WorkItem

RUN, ITEM, FACT, UNIT, DEADLINE, ASSIGNMENT, OWN_STEP, RESPONDENT = (
    "run",
    "item",
    "fact",
    "unit",
    "deadline",
    "assignment",
    "own_step",
    "respondent",
)
COLUMNS: Mapping[str, Any] = {
    "id": Id,
    "version_id": Id,
    "subject_kind": String,
    "subject_id": Id,
    "status": String,
    "state": LargeBinary,
    "timers": String,
    "waits_for": String,
    "visited": String,
    "lock_version": Id,
    "next_fires_at": Instant,
    "paused_since": Instant,
    "parent_run_id": Id,
    "sibling_count": Id,
    "case_id": Id,
    "code": String,
    "title": String,
    "kind": String,
    "received_on": Date,
    "signatory_count": Id,
    "sources": String,
    "secrecy": String,
    "revision": Id,
    "draft_id": Id,
    "name": String,
    "value": String,
    "task_id": String,
    "element": String,
    "role": String,
    "unit_id": Id,
    "term": String,
    "row_key": String,
    "assignee_id": Id,
    "claimant_id": Id,
    "started_on": Date,
    "due_on": Date,
    "ends_on": String,
    "pauses": Boolean,
    "opened_at": Instant,
}


_OWN = aliased(Petition)
"""The petition that a run is about; one about a case looks for the first of its petitions."""


def rows_of_run(
    tx: Transaction, run_id: int, *, account_id: int, place: str
) -> dict[str, list[Any]]:
    """Return the rows by kind; there is no such run when ``RUN`` is empty.

    Args:
        tx: A transaction.
        run_id: Which run.
        account_id: Whose draft and whose finished steps.
        place: Place of the draft.
    """
    wanted = {"of_run": run_id, "of_account": account_id, "at_place": place}
    found: dict[str, list[Any]] = {
        what: [] for what in (RUN, ITEM, FACT, UNIT, DEADLINE, ASSIGNMENT, OWN_STEP, RESPONDENT)
    }
    for row in tx.connection().execute(_EVERYTHING, wanted).all():
        found[row.what].append(row)
    return found


def _arm(what: str, columns: Mapping[str, Any]) -> Any:  # noqa: ANN401
    cells = (columns.get(name, cast(null(), kind)) for name, kind in COLUMNS.items())
    named = [cell.label(name) for name, cell in zip(COLUMNS, cells, strict=True)]
    return select(literal_column(f"'{what}'").label("what"), *named)


def _arms() -> Iterator[Any]:
    of_run: Any = bindparam("of_run")
    of_account: Any = bindparam("of_account")
    on_case = and_(Run.subject_kind == "case", Case.id == Run.subject_id)
    on_petition = and_(Run.subject_kind == "petition", _OWN.id == Run.subject_id)
    yield (
        _arm(RUN, _run_columns(of_account))
        .select_from(Run)
        .outerjoin(Case, on_case)
        .outerjoin(_OWN, on_petition)
        .where(Run.id == of_run)
    )
    yield _arm(
        ITEM,
        {
            "id": WorkItem.id,
            "task_id": WorkItem.task_id,
            "element": WorkItem.element,
            "role": WorkItem.role,
            "unit_id": WorkItem.unit_id,
            "term": WorkItem.term,
            "assignee_id": WorkItem.assignee_id,
            "claimant_id": WorkItem.claimant_id,
            "due_on": WorkItem.due_on,
            "opened_at": WorkItem.opened_at,
        },
    ).where(WorkItem.run_id == of_run)
    yield (
        _arm(FACT, {"name": Fact.name, "value": Fact.value})
        .join_from(Run, Fact, _same_subject(Fact))
        .where(Run.id == of_run)
    )
    of_petition = and_(Run.subject_kind == "petition", CaseUnit.petition_id == Run.subject_id)
    of_case = and_(Run.subject_kind == "case", CaseUnit.case_id == Run.subject_id)
    yield (
        _arm(UNIT, {"name": CaseUnit.relation, "unit_id": CaseUnit.unit_id})
        .join_from(Run, CaseUnit, or_(of_case, of_petition))
        .where(Run.id == of_run, CaseUnit.valid_to.is_(None))
    )
    yield (
        _arm(
            DEADLINE,
            {
                "id": Deadline.id,
                "term": Deadline.term,
                "row_key": Deadline.row_key,
                "started_on": Deadline.started_on,
                "due_on": Deadline.due_on,
                "ends_on": Deadline.ends_on_events,
                "pauses": Deadline.pauses,
            },
        )
        .join_from(Run, Deadline, _same_subject(Deadline))
        .where(
            Run.id == of_run,
            Deadline.closed_on.is_(None),
            or_(Deadline.run_id.is_(None), Deadline.run_id == Run.id),
        )
    )
    yield _arm(ASSIGNMENT, {"name": Assignment.name, "assignee_id": Assignment.account_id}).where(
        Assignment.run_id == of_run
    )
    yield (
        _arm(OWN_STEP, {"element": CaseStep.element})
        .where(
            CaseStep.run_id == of_run,
            or_(CaseStep.account_id == of_account, CaseStep.on_behalf_of_id == of_account),
            CaseStep.outcome == "done",
        )
        .distinct()
    )
    settled = select(PetitionCase.petition_id).where(PetitionCase.case_id == Run.subject_id)
    of_a_petition = and_(
        Run.subject_kind == "case",
        RespondentLink.subject_kind == "petition",
        RespondentLink.subject_id.in_(settled.where(PetitionCase.left_on.is_(None))),
    )
    yield (
        _arm(RESPONDENT, {"assignee_id": RespondentLink.account_id})
        .join_from(Run, RespondentLink, or_(_same_subject(RespondentLink), of_a_petition))
        .where(Run.id == of_run, RespondentLink.removed_at.is_(None))
    )


def _run_columns(of_account: Any) -> Mapping[str, Any]:  # noqa: ANN401
    received_on = (
        select(func.min(Petition.received_on))
        .join(PetitionCase, PetitionCase.petition_id == Petition.id)
        .where(PetitionCase.case_id == Case.id)
    )
    joined = join(Petition, PetitionCase, PetitionCase.petition_id == Petition.id)
    of_case = and_(PetitionCase.case_id == Case.id, PetitionCase.left_on.is_(None))
    count, source = func.coalesce(Petition.signatory_count, 1), Petition.source
    signed = select(func.sum(count)).select_from(joined).where(of_case)
    sources = select(func.aggregate_strings(source, " ")).select_from(joined).where(of_case)
    is_petition = Run.subject_kind == "petition"
    draft = select(Draft.id).where(
        Draft.account_id == of_account, Draft.place == bindparam("at_place")
    )
    other = aliased(Run)
    siblings = select(func.count(other.id)).where(
        other.subject_kind == Run.subject_kind,
        other.subject_id == Run.subject_id,
        other.id != Run.id,
        other.status == "running",
    )
    return {
        "id": Run.id,
        "version_id": Run.version_id,
        "subject_kind": Run.subject_kind,
        "subject_id": Run.subject_id,
        "status": Run.status,
        "state": Run.state,
        "timers": Run.timers,
        "waits_for": Run.waits_for,
        "visited": Run.visited,
        "lock_version": Run.lock_version,
        "next_fires_at": Run.next_fires_at,
        "paused_since": Run.paused_since,
        "parent_run_id": Run.parent_run_id,
        "sibling_count": siblings.scalar_subquery(),
        "case_id": Case.id,
        "code": func.coalesce(Case.code, _OWN.code),
        "secrecy": func.coalesce(Case.secrecy, _OWN.secrecy),
        "title": Case.title,
        "kind": func.coalesce(Case.kind, _OWN.kind),
        "received_on": func.coalesce(_OWN.received_on, received_on.scalar_subquery()),
        "signatory_count": case(
            (is_petition, func.coalesce(_OWN.signatory_count, 1)), else_=signed.scalar_subquery()
        ),
        "sources": case((is_petition, _OWN.source), else_=sources.scalar_subquery()),
        "revision": select(func.max(RuleRevision.id)).scalar_subquery(),
        "draft_id": draft.scalar_subquery(),
    }


def _same_subject(table: Any) -> Any:  # noqa: ANN401
    return and_(table.subject_kind == Run.subject_kind, table.subject_id == Run.subject_id)


_EVERYTHING = union_all(*_arms())
