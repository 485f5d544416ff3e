"""Every term with its rows, for those who want to know by which number a date was counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cases.actor import Actor
from cases.database import Transaction
from cases.deadlines.period import TermRow
from cases.deadlines.wording import UNITS, amount_of
from cases.errors import NotFoundError
from cases.models.account import Account
from cases.models.term_setting import TermSetting
from cases.models.unit import Unit
from cases.office import Office
from cases.policy.permissions import Permission
from cases.policy.permitted_units import permitted_units

GROUPS: Sequence[tuple[str, str]] = (
    ("kn1", "Khiếu nại lần đầu"),
    ("kn2", "Khiếu nại lần hai"),
    ("kd", "Khiếu nại quyết định kỷ luật"),
    ("kn_", "Khiếu nại, chung"),
    ("tcd", "Tiếp công dân"),
    ("tc_", "Tố cáo"),
    ("xld", "Xử lý đơn"),
    ("knpa", "Kiến nghị, phản ánh"),
    ("sys", "Vận hành Hệ thống"),
)
OTHER = "Khác"


@dataclass(frozen=True, slots=True)
class SettingView:
    """A stricter number of one unit."""

    id: int
    unit_id: int
    unit_name: str
    amount: str
    document: str
    valid_from: date
    valid_to: date | None
    set_by: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class TermRowView:
    """One row of a term table.

    Attributes:
        unit: In what it is counted, in words.
        starts_on: What happens on day zero, in words.
        is_in_force: A starting event of today takes it.
        is_local: The head of a unit may make it stricter for the unit.
        settings: What units have set, the newest first.
    """

    key: str
    title: str
    scope: str
    amount: str
    unit: str
    starts_on: str
    basis: str
    effective_from: date
    effective_to: date | None
    is_in_force: bool
    is_verified: bool
    is_local: bool
    note: str
    settings: tuple[SettingView, ...]


@dataclass(frozen=True, slots=True)
class TermGroup:
    """The rows of one kind of work."""

    code: str
    title: str
    rows: tuple[TermRowView, ...]


@dataclass(frozen=True, slots=True)
class TermPage:
    """One row, and the units for which the person may set it."""

    row: TermRowView
    units: tuple[tuple[int, str], ...]


def term_list(tx: Transaction, office: Office) -> tuple[TermGroup, ...]:
    """Return all rows by kind of work, in the order of the tables."""
    settings = _settings(tx, office)
    grouped: dict[str, list[TermRowView]] = {}
    for row in _rows(office, tx):
        grouped.setdefault(_group(row.term), []).append(_view(office, row, settings))
    titles = dict(GROUPS)
    order = [*titles, OTHER]
    return tuple(
        TermGroup(code.strip("_"), titles.get(code, OTHER), tuple(grouped[code]))
        for code in order
        if code in grouped
    )


def term_page(tx: Transaction, office: Office, actor: Actor, *, row_key: str) -> TermPage:
    """Return one row.

    Raises:
        NotFoundError: No such row.
    """
    row = next((one for one in _rows(office, tx) if one.key == row_key), None)
    if row is None:
        raise NotFoundError
    names = {one.unit_id: one.unit_name for one in actor.assignments}
    own = permitted_units(Permission.TERM_TIGHTEN, actor)
    view = _view(office, row, _settings(tx, office))
    may = view.is_local and view.is_in_force
    return TermPage(view, tuple((one, names[one]) for one in own) if may else ())


def _rows(office: Office, tx: Transaction) -> Iterable[TermRow]:
    terms = office.terms(tx)
    return (row for term in terms.terms for row in terms.rows(term))


def _group(term: str) -> str:
    return next((prefix for prefix, _ in GROUPS if term.startswith(prefix)), OTHER)


def _view(
    office: Office, row: TermRow, settings: Mapping[str, Sequence[tuple[TermSetting, str, str]]]
) -> TermRowView:
    event = office.events.get(row.starts_on)
    return TermRowView(
        key=row.key,
        title=row.title,
        scope=row.scope,
        amount=_amount(row, row.amount),
        unit=UNITS[row.unit],
        starts_on=event.title if event else row.starts_on,
        basis=row.basis,
        effective_from=row.effective_from,
        effective_to=row.effective_to,
        is_in_force=row.is_in_force(office.today()),
        is_verified=row.is_verified,
        is_local=row.key in office.local_terms,
        note=row.note,
        settings=tuple(
            SettingView(
                id=setting.id,
                unit_id=setting.unit_id,
                unit_name=unit_name,
                amount=_amount(row, setting.amount),
                document=setting.document,
                valid_from=setting.valid_from,
                valid_to=setting.valid_to,
                set_by=set_by,
                is_over=setting.valid_to is not None and setting.valid_to < office.today(),
            )
            for setting, unit_name, set_by in settings.get(row.key, ())
        ),
    )


def _amount(row: TermRow, amount: int) -> str:
    if amount == 0:
        return "ngay"
    length = amount_of(amount, row.unit)
    return f"trước ít nhất {length}" if row.is_backward else length


def _settings(
    tx: Transaction, office: Office
) -> Mapping[str, Sequence[tuple[TermSetting, str, str]]]:
    rows = tx.execute(
        select(TermSetting, Unit.name, Account.full_name)
        .join(Unit, Unit.id == TermSetting.unit_id)
        .join(Account, Account.id == TermSetting.set_by_id)
        .where(TermSetting.row_key.in_(sorted(office.local_terms)))
        .order_by(TermSetting.id.desc())
    )
    found: dict[str, list[tuple[TermSetting, str, str]]] = {}
    for setting, unit_name, set_by in rows:
        found.setdefault(setting.row_key, []).append((setting, unit_name, set_by))
    return found
