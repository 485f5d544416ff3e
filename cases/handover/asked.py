"""What is asked when an account is to be locked, or somebody moves to another unit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from cases.errors import SubmissionRefusedError
from config.catalogs import Role
from config.lock_grounds import LockGround
from forms.fields import Field, Form, Kind, Option
from forms.paper import paper_fields
from forms.submission import FieldError, Submission

LOCK, MOVE, EMERGENCY, LATE = "lock", "move", "emergency", "late"
"""Kinds of ``handover``."""

GROUND, NUMBER, ISSUED_ON, FROM_DAY = "ground", "paper_number", "paper_on", "from_day"
FROM_UNIT, TO_UNIT, TO_ROLES = "from_unit", "to_unit", "to_roles"
FROM_DAYS = {LOCK: "Khóa từ ngày", MOVE: "Nhận việc ở đơn vị mới từ ngày"}


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to happen once everything is handed over.

    Attributes:
        kind: ``lock``, ``move`` or ``emergency``.
        ground: Code of the ground of a lock.
        number: Of the decision or request; ``issued_on`` is its day.
        from_day: First day of the lock, or in the other unit.
        from_unit_id: The unit that somebody leaves who moves; ``to_unit_code`` is the other.
    """

    kind: str
    ground: str | None
    number: str
    issued_on: date
    from_day: date
    from_unit_id: int | None = None
    to_unit_code: str | None = None
    to_roles: tuple[str, ...] = ()


def lock_form(grounds: Iterable[LockGround]) -> Form:
    """Return what is asked before a lock (khoản 3 Điều 8 Quy chế 2003/QĐ-UBND)."""
    day = Field(
        FROM_DAY,
        FROM_DAYS[LOCK],
        Kind.DATE,
        required=True,
        help="Theo văn bản. Ngày sau hôm nay: tài khoản dùng được đến hết ngày trước đó.",
    )
    fields = (_ground(grounds), *_paper("Số quyết định, văn bản"), day)
    return Form("lock", "Khóa tài khoản", fields, "Bắt đầu bàn giao")


def emergency_form(grounds: Iterable[LockGround]) -> Form:
    """Return what is asked when there is no time to hand over."""
    fields = (_ground(grounds), *_paper("Số quyết định, văn bản"))
    return Form("emergency", "Khóa khẩn cấp", fields, "Khóa ngay, chuyển việc cho người đứng đầu")


def move_form(roles: Mapping[str, Role]) -> Form:
    """Return what is asked when somebody goes on in another unit."""
    options = tuple(Option(one.code, one.title) for one in roles.values())
    return Form(
        "move",
        "Chuyển đơn vị",
        (
            Field(FROM_UNIT, "Rời đơn vị", Kind.SELECT, required=True),
            Field(TO_UNIT, "Đến đơn vị", Kind.UNIT, required=True),
            Field(TO_ROLES, "Vai trò ở đơn vị mới", Kind.CHOICES, required=True, options=options),
            *_paper("Số quyết định điều động"),
            Field(FROM_DAY, FROM_DAYS[MOVE], Kind.DATE, required=True),
        ),
        "Bắt đầu bàn giao",
    )


def read_plan(kind: str, submission: Submission, today: date) -> Plan:
    """Return what was typed as a plan.

    Raises:
        SubmissionRefusedError: Something is missing, or a day cannot be.
    """
    if submission.errors:
        raise SubmissionRefusedError(submission.errors)
    values = submission.values
    from_day = values.get(FROM_DAY) or today
    number, issued_on = values[NUMBER], values[ISSUED_ON]
    if not (isinstance(from_day, date) and isinstance(issued_on, date)):
        raise TypeError(from_day, issued_on)
    if from_day < today:
        wrong = f"{FROM_DAYS[kind]} không sớm hơn hôm nay {today:%d/%m/%Y}"
        raise SubmissionRefusedError([FieldError(FROM_DAY, FROM_DAYS[kind], wrong)])
    roles = values.get(TO_ROLES)
    return Plan(
        kind,
        str(values[GROUND]) if values.get(GROUND) else None,
        str(number),
        issued_on,
        from_day,
        _number(values.get(FROM_UNIT)),
        str(values[TO_UNIT]) if values.get(TO_UNIT) else None,
        tuple(map(str, roles)) if isinstance(roles, tuple | list) else (),
    )


def refused_plan(key: str, label: str, problem: str) -> SubmissionRefusedError:
    """Return the refusal of one answer: ``problem`` follows the label."""
    return SubmissionRefusedError([FieldError(key, label, f"{label} {problem}")])


def _number(value: object) -> int | None:
    return int(str(value)) if value else None


def _ground(grounds: Iterable[LockGround]) -> Field:
    return Field(
        GROUND,
        "Trường hợp khóa",
        Kind.CHOICE,
        required=True,
        options=tuple(Option(one.code, one.title) for one in grounds),
        article="khoản 3 Điều 8 Quy chế 2003/QĐ-UBND",
    )


def _paper(number: str) -> tuple[Field, ...]:
    return paper_fields(NUMBER, ISSUED_ON, number)
