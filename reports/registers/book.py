"""The lines of a register: those of a page, and all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.models.account import Account
from cases.models.case import Case
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.models.unit import Unit
from cases.office import Office
from cases.policy.permissions import Permission
from cases.queries.subjects import Subject
from cases.queries.unit_choice import UnitChoice, choose_unit
from reports.registers.batch import Batch
from reports.registers.definition import Register, find_registers
from reports.registers.entry import Entry, entry_of
from reports.registers.measure import line_of
from reports.registers.measures import MEASURES
from reports.spreadsheet import Cell

PAGE_SIZE = 50
BATCH = 500

Line = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class BookFilter:
    """Which lines of which register.

    Attributes:
        register: Code of the register.
        unit_id: The unit whose book it is; ``None`` for the city, or the person's first unit.
        since: First day, inclusive.
        until: Last day, inclusive.
    """

    register: str = ""
    unit_id: int | None = None
    kind: str | None = None
    since: date | None = None
    until: date | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class Book:
    """A register of a unit, with a page of its lines or all of them.

    Attributes:
        lines: The newest first on a page, the oldest first in the whole; good once, as long as
            the transaction lasts.
    """

    register: Register
    unit: UnitChoice
    lines: Iterator[Line]
    total: int
    page: int
    pages: int


def open_book(
    tx: Transaction, office: Office, actor: Actor, *, filters: BookFilter, is_whole: bool = False
) -> Book:
    """Return a page of a register, or the whole of it.

    A line names people to those who work in the unit whose petition or case it is, or supervise
    the city: the same people who see the record itself.

    Raises:
        NotFoundError: There is no such register or unit.
        NotAllowedError: The person does not work on cases in this unit.
    """
    register = find_registers().get(filters.register)
    if register is None:
        raise NotFoundError
    unit = choose_unit(tx, office, actor, Permission.UNIT_PENDING_READ, filters.unit_id)
    wanted = _wanted(register, unit.unit_id, filters)
    total = tx.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, filters.page), pages)
    start = 0 if is_whole else (page - 1) * PAGE_SIZE
    in_order = _in_order(register, wanted, is_newest_first=not is_whole)
    ids = list(tx.scalars(in_order if is_whole else in_order.limit(PAGE_SIZE).offset(start)))
    numbers = range(1, total + 1) if is_whole else range(total - start, 0, -1)
    return Book(
        register=register,
        unit=unit,
        lines=_lines(tx, office, register, ids, numbers),
        total=total,
        page=page,
        pages=pages,
    )


def _wanted(register: Register, unit_id: int | None, filters: BookFilter) -> Select[Any]:
    table, unit, day = _columns(register)
    statement = select(table.id).where(day.is_not(None))
    if unit_id is not None:
        statement = statement.where(unit == unit_id)
    if filters.kind:
        statement = statement.where(table.kind == filters.kind)
    if filters.since:
        statement = statement.where(day >= filters.since)
    if filters.until:
        statement = statement.where(day <= filters.until)
    return statement


def _in_order(register: Register, wanted: Select[Any], *, is_newest_first: bool) -> Select[Any]:
    table, _, day = _columns(register)
    if is_newest_first:
        return wanted.order_by(day.desc(), table.id.desc())
    return wanted.order_by(day, table.id)


def _columns(register: Register) -> tuple[Any, Any, Any]:
    if register.rows == "petition":
        return Petition, Petition.receiving_unit_id, Petition.received_on
    return Case, Case.settling_unit_id, Case.accepted_on


def _lines(
    tx: Transaction, office: Office, register: Register, ids: Sequence[int], numbers: range
) -> Iterator[Line]:
    measures = MEASURES[register.rows]
    columns = [(measures[one.measure], one) for one in register.columns]
    for start in range(0, len(ids), BATCH):
        entries = _entries(tx, register, ids[start : start + BATCH], numbers[start:])
        batch = Batch(tx, office, register, entries)
        for entry in entries:
            yield line_of(columns, batch, entry)


def _entries(
    tx: Transaction, register: Register, ids: Sequence[int], numbers: range
) -> tuple[Entry, ...]:
    is_petition = register.rows == "petition"
    table, unit, _ = _columns(register)
    columns = [*table.__table__.columns, Unit.name.label("unit")]
    statement = select(*columns).join(Unit, Unit.id == unit)
    if is_petition:
        statement = statement.add_columns(Account.full_name.label("registered_by")).outerjoin(
            Account, Account.id == Petition.registered_by_id
        )
    records = {row.id: row for row in tx.execute(statement.where(table.id.in_(ids)))}
    others = _others(tx, ids, is_petition=is_petition)
    return tuple(
        entry_of(number, records[one], ((register.rows, one), *others.get(one, ())))
        for number, one in zip(numbers, ids, strict=False)
    )


def _others(
    tx: Transaction, ids: Sequence[int], *, is_petition: bool
) -> dict[int, tuple[Subject, ...]]:
    """Return the cases that petitions opened, or the petitions that cases settle."""
    link = PetitionCase
    own, other = (
        (link.petition_id, link.case_id) if is_petition else (link.case_id, link.petition_id)
    )
    kind = "case" if is_petition else "petition"
    found: dict[int, tuple[Subject, ...]] = {}
    for one, other_id in tx.execute(select(own, other).where(own.in_(ids)).order_by(other)):
        found[one] = (*found.get(one, ()), (kind, other_id))
    return found
