"""What somebody wants of a unit that ends: who takes over, from which day, which matter where."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select

from cases.database import Transaction
from cases.errors import NotFoundError
from cases.models.case import Case
from cases.models.petition import Petition
from cases.models.unit import Unit
from cases.models.unit_succession import UnitSuccession
from cases.office import Office
from cases.units.checked_units import refusal, units_below
from cases.units.unit_forms import FROM_DAY, INTO, MERGE_FORM

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Successor:
    """A unit that takes over."""

    id: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class MergePlan:
    """A merger, or a dissolution when nobody takes over.

    Attributes:
        into: The main successor.
        from_day: The successor's first day in charge, the day after the unit's last.
        sends: Successor -> cases and petitions, by id, that go there and not to the main one.
    """

    unit_id: int
    code: str
    name: str
    into: Successor | None
    from_day: date
    sends: Mapping[Successor, "Matters"] = field(default_factory=dict)

    @property
    def last_day(self) -> date:
        """The unit's last day."""
        return self.from_day - ONE_DAY


@dataclass(frozen=True, slots=True)
class Matters:
    """Cases and petitions, by id; ``codes`` as they were named."""

    case_ids: tuple[int, ...]
    petition_ids: tuple[int, ...]
    codes: tuple[str, ...]


def merge_plan(
    tx: Transaction,
    office: Office,
    *,
    code: str,
    into: str,
    from_day: date,
    sends: Mapping[str, str] | None = None,
) -> MergePlan:
    """Read a wish.

    Args:
        tx: A transaction.
        office: The installation.
        code: The unit that ends.
        into: Code of the main successor; empty to dissolve without one.
        from_day: First day without the unit.
        sends: Code of a case or petition -> code of the unit that it goes to.

    Raises:
        NotFoundError: No such unit, matter or other successor.
        SubmissionRefusedError: The successor or the day cannot be.
    """
    unit = _unit(tx, code)
    if from_day > office.today():
        raise refusal(MERGE_FORM, FROM_DAY, "không muộn hơn hôm nay: sáp nhập khi đến ngày đó")
    if from_day <= unit.valid_from:
        raise refusal(MERGE_FORM, FROM_DAY, f"phải sau ngày đầu {unit.valid_from:%d/%m/%Y}")
    successor = _successor(tx, unit, into, from_day) if into else None
    elsewhere: dict[str, list[str]] = {}
    for matter, target in (sends or {}).items():
        if target != into:
            elsewhere.setdefault(target, []).append(matter)
    return MergePlan(
        unit_id=unit.id,
        code=unit.code,
        name=unit.name,
        into=successor,
        from_day=from_day,
        sends={
            _successor(tx, unit, target, from_day): _matters(tx, codes)
            for target, codes in elsewhere.items()
        },
    )


def known_successors(tx: Transaction, unit_id: int) -> tuple[Successor, ...]:
    """Return who is on record to take over, by name."""
    rows = tx.execute(
        select(Unit.id, Unit.code, Unit.name)
        .join(UnitSuccession, UnitSuccession.successor_id == Unit.id)
        .where(UnitSuccession.unit_id == unit_id)
        .order_by(Unit.name_f, Unit.id)
    )
    return tuple(Successor(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class EndedUnit:
    """A unit that has ended and that nobody has merged yet.

    Attributes:
        into: Code of its only known successor; empty when there is none, or several.
        from_day: The day after its last.
    """

    code: str
    name: str
    into: str
    from_day: date


def ended_units(tx: Transaction, last_day: date) -> tuple[EndedUnit, ...]:
    """Return the units that ended on a day and wait to be merged, by name."""
    rows = tx.execute(
        select(Unit.id, Unit.code, Unit.name)
        .where(Unit.valid_to == last_day, Unit.successor_id.is_(None))
        .order_by(Unit.name_f, Unit.id)
    ).all()
    found = []
    for unit_id, code, name in rows:
        known = known_successors(tx, unit_id)
        into = known[0].code if len(known) == 1 else ""
        found.append(EndedUnit(code, name, into, last_day + ONE_DAY))
    return tuple(found)


def _unit(tx: Transaction, code: str) -> Unit:
    unit = tx.scalars(select(Unit).where(Unit.code == code)).first()
    if unit is None:
        raise NotFoundError
    return unit


def _successor(tx: Transaction, unit: Unit, code: str, from_day: date) -> Successor:
    found = tx.scalars(select(Unit).where(Unit.code == code)).first()
    if found is None:
        raise refusal(MERGE_FORM, INTO, f"không có: {code}")
    if found.id in units_below(tx, unit.id):
        raise refusal(MERGE_FORM, INTO, "không phải chính đơn vị này hay đơn vị trực thuộc nó")
    if found.valid_from > from_day or (found.valid_to and found.valid_to < from_day):
        problem = f"{found.name} chưa có hoặc không còn vào ngày {from_day:%d/%m/%Y}"
        raise refusal(MERGE_FORM, INTO, problem)
    if found.successor_id is not None:
        raise refusal(MERGE_FORM, INTO, f"{found.name} đã sáp nhập: chọn đơn vị kế thừa của nó")
    return Successor(found.id, found.code, found.name)


def _matters(tx: Transaction, codes: list[str]) -> Matters:
    found = {
        kind: {row.code: row.id for row in tx.execute(select(table.code, table.id).where(among))}
        for kind, table, among in (
            ("case", Case, Case.code.in_(codes)),
            ("petition", Petition, Petition.code.in_(codes)),
        )
    }
    if set(codes) - found["case"].keys() - found["petition"].keys():
        raise NotFoundError
    return Matters(
        tuple(found["case"].values()), tuple(found["petition"].values()), tuple(sorted(codes))
    )
