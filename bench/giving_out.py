"""Pages of leaders and administrators of a large city: 200 units, 2,000 people, 50,000 steps."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any

from sqlalchemy import bindparam, func, insert, literal, select, update

from bench import walk
from bench.figure import Figure, middle
from bench.mass import copy_case
from bench.prepared_office import PreparedOffice, prepared_office
from bench.served_office import served
from cases.folding import fold
from cases.models.account import Account
from cases.models.case import Case
from cases.models.case_unit import CaseUnit
from cases.models.deadline import Deadline
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.models.role_assignment import RoleAssignment
from cases.models.unit import Unit
from cases.models.work_assignment import WorkAssignment
from cases.models.work_item import WorkItem
from cases.rows import insert_for_ids, insert_rows

ITEMS = 50_000
UNITS = 200
ROLES = ("petition_officer",) * 4 + ("verifier",) * 3 + ("registrar", "section_head", "head")
"""Of the ten people of a unit."""
DAYS = 40
REPEATED = 40
WARMING_UP = 5
TAKEN, GIVEN = {0, 1}, {2}
"""Of five steps of a unit."""
STEP = walk.STEP["close_case"]
"""Beside it another step of the petition officers waits: legal force."""
AT_ONCE = 2
"""Steps that wait in one case."""
LEADER, INSPECTOR, ADMINISTRATOR = "levanc", "buithih", "dovani"
PAGES = {
    "assignment_50k_ms": (LEADER, "/phan-cong"),
    "assignment_50k_held_ms": (LEADER, "/phan-cong?nhom=dang-giu"),
    "today_50k_ms": (LEADER, "/hom-nay"),
    "today_city_50k_ms": (INSPECTOR, "/hom-nay"),
    "accounts_2k_ms": (ADMINISTRATOR, "/quan-tri/tai-khoan"),
    "units_200_ms": (ADMINISTRATOR, "/quan-tri/don-vi"),
}
"""Figure -> whose page."""


def _of(table: Any, *conditions: Any) -> Any:  # noqa: ANN401
    return update(table.__table__).where(*conditions)


_ITEMS = select(WorkItem.id, WorkItem.case_id).order_by(WorkItem.id)
_CASE: Any = bindparam("of_case")
_UNIT: Any = bindparam("to_unit")
_DAY: Any = bindparam("to_day")
_ITS_PETITION = select(PetitionCase.petition_id).where(PetitionCase.case_id == _CASE)
_MOVES: tuple[Any, ...] = (
    _of(WorkItem, WorkItem.id == bindparam("of_item")).values(
        unit_id=_UNIT,
        due_on=_DAY,
        claimant_id=bindparam("taken_by"),
        assignee_id=bindparam("given_to"),
    ),
    _of(Case, Case.id == _CASE).values(settling_unit_id=_UNIT),
    _of(CaseUnit, CaseUnit.case_id == _CASE).values(unit_id=_UNIT),
    _of(Petition, Petition.id.in_(_ITS_PETITION)).values(receiving_unit_id=_UNIT),
    _of(Deadline, Deadline.subject_kind == "case", Deadline.subject_id == _CASE).values(
        due_on=_DAY
    ),
)
"""Each is sent once for every step."""


def measure() -> Iterator[Figure]:
    """Open the pages over HTTP."""
    with prepared_office() as prepared:
        copy_case(prepared.office, walk.case_before(prepared, STEP.element), ITEMS // AT_ONCE - 1)
        _spread(prepared)
        with served(prepared.office, prepared.environ) as server:
            for name, (person, address) in PAGES.items():
                browser = server.browser(prepared.people[person])
                pages = [browser.get(address) for _ in range(REPEATED + WARMING_UP)]
                browser.close()
                yield middle(name, [page.milliseconds for page in pages[WARMING_UP:]])


def _spread(prepared: PreparedOffice) -> None:
    """Share the steps among units and people, with dates around today.

    Of five steps of a unit two are free, two have been taken, and one was given to somebody.
    """
    office = prepared.office
    today = office.today()
    with office.database.writing() as tx:
        ward = prepared.people[LEADER].assignments[0].unit_id
        units = [ward, *insert_for_ids(tx, Unit, [_unit(today, n) for n in range(1, UNITS)])]
        people = list(product(units, ROLES))
        accounts = insert_for_ids(tx, Account, [_account(office, n) for n in range(len(people))])
        insert_rows(
            tx,
            RoleAssignment,
            [
                {"account_id": one, "unit_id": unit_id, "role": role, "valid_from": today}
                for one, (unit_id, role) in zip(accounts, people, strict=True)
            ],
        )
        moved = []
        for number, (item_id, case_id) in enumerate(tx.execute(_ITEMS).all()):
            of_case, place = divmod(number, AT_ONCE)
            unit, turn = of_case % UNITS, of_case // UNITS * AT_ONCE + place
            officer = accounts[unit * len(ROLES) + turn % ROLES.count(ROLES[0])]
            moved.append(
                {
                    "of_item": item_id,
                    "of_case": case_id,
                    "to_unit": units[unit],
                    "to_day": today + timedelta(days=number * 7 % DAYS - DAYS // 4),
                    "taken_by": officer if turn % 5 in TAKEN else None,
                    "given_to": officer if turn % 5 in GIVEN else None,
                }
            )
        for statement in _MOVES:
            tx.connection().execute(statement, moved)
        _note_who_gave(tx, office.clock.now())
    with office.database.engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")


def _note_who_gave(tx: Any, at: Any) -> None:  # noqa: ANN401
    """Write the history of the steps that were given to somebody."""
    copied = ("run_id", "task_id", "element", "unit_id")
    columns = {
        "item_id": WorkItem.id,
        **{name: getattr(WorkItem, name) for name in copied},
        "kind": literal("assigned"),
        "to_id": WorkItem.assignee_id,
        "by_id": WorkItem.assignee_id,
        "at": literal(at, WorkAssignment.at.type),
    }
    given = select(*columns.values()).where(WorkItem.assignee_id.is_not(None))
    tx.execute(insert(WorkAssignment).from_select(list(columns), given))
    newest = select(func.max(WorkAssignment.id)).where(WorkAssignment.item_id == WorkItem.id)
    tx.execute(update(WorkItem).values(last_assignment_id=newest.scalar_subquery()))


def _unit(today: Any, number: int) -> dict[str, object]:  # noqa: ANN401
    name = f"UBND phường Mẫu {number}"
    row = {"code": f"mau-{number}", "name": name, "name_f": fold(name), "kind": "ward"}
    return {**row, "valid_from": today}


def _account(office: Any, number: int) -> dict[str, object]:  # noqa: ANN401
    name = f"Nguyễn Văn Mẫu {number}"
    row = {"email": f"mau{number}@{office.settings.email_domain}", "full_name": name}
    return {**row, "name_f": fold(name), "created_at": office.clock.now()}
