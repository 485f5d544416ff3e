"""Moves what a unit has to do to the unit that takes over, in statements over whole sets."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    case,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.orm import aliased

from cases.database import Transaction
from cases.models.assignment import Assignment
from cases.models.case import Case
from cases.models.case_unit import CaseUnit
from cases.models.note import Note
from cases.models.notice import Notice
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.models.role_assignment import RoleAssignment
from cases.models.run import Run
from cases.models.search_entry import SearchEntry
from cases.models.split_part import SplitPart
from cases.models.transfer import Transfer
from cases.models.trouble_report import TroubleReport
from cases.models.work_item import WorkItem
from cases.search.moved_units import move_found_records
from cases.units.merge_plan import Matters

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Removal:
    """From which unit to which.

    Attributes:
        from_day: The successor's first day, which may be long past.
        today: Day of the office: who has which role there now.
    """

    from_id: int
    to_id: int
    from_day: date
    today: date


def move_matters(tx: Transaction, removal: Removal, only: Matters | None = None) -> None:
    """Move cases and petitions, open and closed, with their steps and what waits for an answer.

    Which unit had to do with a matter until which day stays in ``case_unit``. A petition goes with
    its case.

    Args:
        tx: A writing transaction.
        removal: From where to where.
        only: These matters; all that the unit still has if omitted.
    """
    chosen = _Chosen(only)
    _move_search_entries(tx, removal, chosen)
    _move_relations(tx, removal, chosen)
    _set(tx, Case, Case.settling_unit_id, removal, chosen.cases(Case.id))
    _set(tx, Petition, Petition.receiving_unit_id, removal, chosen.petitions(Petition.id))
    _move_steps(tx, removal, chosen)
    waiting = Transfer.status == "sent"
    of_petition = chosen.petitions(Transfer.petition_id)
    _set(tx, Transfer, Transfer.from_unit_id, removal, and_(waiting, of_petition))
    directed = and_(Note.kind == "direction", Note.done_at.is_(None))
    of_note = or_(
        and_(Note.subject_kind == "case", chosen.cases(Note.subject_id)),
        and_(Note.subject_kind == "petition", chosen.petitions(Note.subject_id)),
    )
    _set(tx, Note, Note.for_unit_id, removal, and_(directed, of_note))
    running = exists().where(Run.id == Notice.run_id, Run.status == "running")
    _set(tx, Notice, Notice.unit_id, removal, and_(running, chosen.cases(Notice.case_id)))


def move_what_comes_in(tx: Transaction, removal: Removal) -> None:
    """Let the successor receive what is on its way to the unit, and what is told to it."""
    waiting = Transfer.status == "sent"
    _set(tx, Transfer, Transfer.to_unit_id, removal, waiting)
    _set(tx, SplitPart, SplitPart.unit_id, removal, true())
    _set(tx, TroubleReport, TroubleReport.unit_id, removal, TroubleReport.state != "closed")


class _Chosen:
    """Conditions that a row belongs to the matters that move."""

    def __init__(self, only: Matters | None) -> None:
        self._only = only

    def cases(self, column: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column
        """Return that the column names one of the cases."""
        return true() if self._only is None else column.in_(self._only.case_ids)

    def petitions(self, column: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column
        """Return that the column names one of the petitions, or one that such a case settles."""
        if self._only is None:
            return true()
        of_cases = select(PetitionCase.petition_id).where(
            PetitionCase.case_id.in_(self._only.case_ids)
        )
        return or_(column.in_(self._only.petition_ids), column.in_(of_cases))

    def either(self, case_id: Any, petition_id: Any) -> ColumnElement[bool]:  # noqa: ANN401
        """Return that a row is about one or the other."""
        if self._only is None:
            return true()
        return or_(self.cases(case_id), self.petitions(petition_id))


def _move_search_entries(tx: Transaction, removal: Removal, chosen: _Chosen) -> None:
    here = and_(CaseUnit.unit_id == removal.from_id, CaseUnit.valid_to.is_(None))
    moving = and_(here, chosen.either(CaseUnit.case_id, CaseUnit.petition_id))
    of_records = or_(
        SearchEntry.case_id.in_(select(CaseUnit.case_id).where(moving)),
        SearchEntry.petition_id.in_(select(CaseUnit.petition_id).where(moving)),
    )
    move_found_records(tx, of_records, from_id=removal.from_id, to_id=removal.to_id)


def _move_relations(tx: Transaction, removal: Removal, chosen: _Chosen) -> None:
    """Begin the successor's relations, then end those of the unit the day before."""
    here = and_(
        CaseUnit.unit_id == removal.from_id,
        CaseUnit.valid_to.is_(None),
        chosen.either(CaseUnit.case_id, CaseUnit.petition_id),
    )
    there = aliased(CaseUnit)
    has_it = exists().where(
        there.unit_id == removal.to_id,
        there.valid_to.is_(None),
        there.relation == CaseUnit.relation,
        or_(there.case_id == CaseUnit.case_id, there.petition_id == CaseUnit.petition_id),
    )
    begins = case(
        (CaseUnit.valid_from > removal.from_day, CaseUnit.valid_from),
        else_=literal(removal.from_day),
    )
    columns = ("case_id", "petition_id", "unit_id", "relation", "valid_from")
    moved = select(
        CaseUnit.case_id, CaseUnit.petition_id, literal(removal.to_id), CaseUnit.relation, begins
    ).where(here, ~has_it)
    tx.execute(insert(CaseUnit).from_select(columns, moved))
    last_day = removal.from_day - ONE_DAY
    ends = case((CaseUnit.valid_from > last_day, CaseUnit.valid_from), else_=literal(last_day))
    tx.execute(
        update(CaseUnit)
        .where(here)
        .values(valid_to=ends)
        .execution_options(synchronize_session=False)
    )


def _move_steps(tx: Transaction, removal: Removal, chosen: _Chosen) -> None:
    """Free the steps of those who have no such role in the successor, unless a form named them."""
    here = and_(
        WorkItem.unit_id == removal.from_id, chosen.either(WorkItem.case_id, WorkItem.petition_id)
    )
    _free(tx, removal, here, WorkItem.claimant_id, {"claimed_at": None})
    named = exists().where(
        Assignment.run_id == WorkItem.run_id, Assignment.account_id == WorkItem.assignee_id
    )
    _free(tx, removal, and_(here, ~named), WorkItem.assignee_id, {"last_assignment_id": None})
    tx.execute(
        update(WorkItem)
        .where(here)
        .values(unit_id=removal.to_id)
        .execution_options(synchronize_session=False)
    )


def _free(
    tx: Transaction,
    removal: Removal,
    among: ColumnElement[bool],
    holder: Any,  # noqa: ANN401 - a column
    also: dict[str, None],
) -> None:
    goes_on = exists().where(
        RoleAssignment.account_id == holder,
        RoleAssignment.unit_id == removal.to_id,
        RoleAssignment.role == WorkItem.role,
        RoleAssignment.valid_from <= removal.today,
        or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to >= removal.today),
    )
    tx.execute(
        update(WorkItem)
        .where(among, holder.is_not(None), ~goes_on)
        .values({holder.key: None} | also)
        .execution_options(synchronize_session=False)
    )


def _set(
    tx: Transaction,
    table: Any,  # noqa: ANN401 - a model
    column: Any,  # noqa: ANN401 - a column of it
    removal: Removal,
    among: ColumnElement[bool],
) -> None:
    tx.execute(
        update(table)
        .where(column == removal.from_id, among)
        .values({column.key: removal.to_id})
        .execution_options(synchronize_session=False)
    )


def open_matters(
    tx: Transaction, unit_id: int, *, limit: int | None = None
) -> Collection[tuple[str, int, str]]:
    """Return kind, id and code of what is under way in the unit; petitions with a case left out."""
    here = and_(CaseUnit.unit_id == unit_id, CaseUnit.valid_to.is_(None))
    found: list[tuple[str, int, str]] = []
    has_case = exists().where(PetitionCase.petition_id == Petition.id)
    for kind, table, related, among in (
        ("case", Case, CaseUnit.case_id, true()),
        ("petition", Petition, CaseUnit.petition_id, ~has_case),
    ):
        under_way = exists().where(
            Run.subject_kind == kind, Run.subject_id == table.id, Run.status == "running"
        )
        rows = tx.execute(
            select(func.min(table.id), table.code)
            .where(table.id.in_(select(related).where(here)), under_way, among)
            .group_by(table.code)
            .order_by(table.code)
            .limit(limit)
        )
        found += [(kind, one, code) for one, code in rows]
    return found
