"""What a unit can be: checked alike when one is added and when one is changed."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import exists, func, or_, select

from cases.database import Transaction
from cases.errors import SubmissionRefusedError
from cases.models.role_assignment import RoleAssignment
from cases.models.unit import Unit
from cases.models.work_item import WorkItem
from cases.office import Office
from cases.units.unit_forms import CODE, FROM_DAY, KIND, NAME, PARENT, VALID_FROM, VALID_TO
from config.organisations import CODE as CODE_PATTERN
from forms.fields import Form
from forms.submission import FieldError, Submission

Choices = Mapping[str, tuple[tuple[str, str], ...]]


def unit_choices(tx: Transaction, office: Office, *, but: Unit | None = None) -> Choices:
    """Return what the forms offer: kinds that the law knows today, units that exist today."""
    today = office.today()
    hidden = units_below(tx, but.id) if but else frozenset()
    units = tx.execute(
        select(Unit.id, Unit.code, Unit.name)
        .where(Unit.valid_from <= today, or_(Unit.valid_to.is_(None), Unit.valid_to >= today))
        .order_by(Unit.name_f, Unit.id)
    )
    return {
        KIND: tuple((one.code, one.title) for one in office.unit_kinds.values()),
        PARENT: tuple((code, name) for unit_id, code, name in units if unit_id not in hidden),
    }


def refuse_errors(submission: Submission) -> None:
    """Pass silently when everything was answered.

    Raises:
        SubmissionRefusedError: Something is missing or has a wrong form.
    """
    if submission.errors:
        raise SubmissionRefusedError(submission.errors)


def checked_code(tx: Transaction, form: Form, code: str) -> str:
    """Return a code that no unit has or ever had.

    Raises:
        SubmissionRefusedError: It is taken, or has other signs than it may.
    """
    if not CODE_PATTERN.fullmatch(code):
        raise refusal(form, CODE, "chỉ gồm chữ thường không dấu, số và dấu nối")
    taken = tx.scalar(select(Unit.name).where(Unit.code == code))
    if taken is not None:
        raise refusal(form, CODE, f"đã dùng cho {taken}: chọn mã khác")
    return code


def checked_days(
    office: Office, form: Form, kind: str, valid_from: date, valid_to: date | None
) -> None:
    """Pass silently when a unit of the kind can have been there between these days.

    Raises:
        SubmissionRefusedError: They are in the wrong order, or the law did not know the kind.
    """
    if valid_to is not None and valid_to < valid_from:
        raise refusal(form, VALID_TO, f"không sớm hơn ngày đầu {valid_from:%d/%m/%Y}")
    known = office.unit_kinds.get(kind)
    if known is not None and not known.is_known_on(valid_from):
        problem = f"{valid_from:%d/%m/%Y}: ngày đó không có {known.title} ({known.basis})"
        raise refusal(form, VALID_FROM, problem)


def checked_from_day(office: Office, form: Form, unit: Unit, day: date) -> date:
    """Return the day from which a change holds.

    Raises:
        SubmissionRefusedError: It lies ahead, or before the unit.
    """
    if day > office.today():
        raise refusal(form, FROM_DAY, "không muộn hơn hôm nay: ghi khi văn bản có hiệu lực")
    if day < unit.valid_from:
        raise refusal(form, FROM_DAY, f"không sớm hơn ngày đầu {unit.valid_from:%d/%m/%Y}")
    return day


def checked_name(tx: Transaction, form: Form, name: str, parent_id: int | None) -> str:
    """Return a name that no other part of the same unit has today.

    Raises:
        SubmissionRefusedError: There is such a one.
    """
    same_parent = Unit.parent_id == parent_id if parent_id else Unit.parent_id.is_(None)
    alike = select(Unit.code).where(Unit.name == name, same_parent, Unit.valid_to.is_(None))
    code = tx.scalar(alike)
    if code is not None:
        raise refusal(form, NAME, f"đã có ở cùng cấp trên (mã {code})")
    return name


def refuse_end_of_a_busy_unit(
    tx: Transaction, office: Office, form: Form, unit: Unit, valid_to: date | None
) -> None:
    """Pass silently unless the unit would be over while people and work are still in it.

    Raises:
        SubmissionRefusedError: It has to be merged or dissolved instead.
    """
    if valid_to is None or valid_to >= office.today():
        return
    works = exists().where(WorkItem.unit_id == unit.id)
    employs = exists().where(
        RoleAssignment.unit_id == unit.id,
        or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to > valid_to),
    )
    if tx.scalar(select(func.count()).select_from(Unit).where(Unit.id == unit.id, works | employs)):
        problem = "đã qua mà đơn vị còn việc đang mở hoặc người giữ vai trò: dùng Sáp nhập"
        raise refusal(form, VALID_TO, problem)


def refusal(form: Form, key: str, problem: str) -> SubmissionRefusedError:
    """Return the refusal of one answer."""
    label = form.field(key).label
    return SubmissionRefusedError([FieldError(key, label, f"{label} {problem}")])


def units_below(tx: Transaction, unit_id: int) -> frozenset[int]:
    """Return the unit and all its parts: none of them can be above it."""
    parents = {row[0]: row[1] for row in tx.execute(select(Unit.id, Unit.parent_id))}
    below = {unit_id}
    while found := {one for one, parent in parents.items() if parent in below} - below:
        below |= found
    return frozenset(below)
