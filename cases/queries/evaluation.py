"""What the operator reports of the system for a month, or for any days (regulation Art 10(2)c)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.metadata import version

from sqlalchemy import func, select, text

from cases.actor import Actor
from cases.database import Transaction
from cases.journal.days import CLOSE, bounds, from_detail
from cases.models.account import Account
from cases.models.journal_entry import JournalEntry
from cases.models.journal_unsealed import JournalUnsealed
from cases.models.outbox import OutboxMessage
from cases.models.procedure_version import ProcedureVersion
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.trouble_figures import trouble_figures

MEGABYTE = 1024 * 1024
BY_HAND = "ghi tay"
"""What nobody has told the system, and the operator writes on the paper."""


@dataclass(frozen=True, slots=True)
class EvaluationFigure:
    """One line: ``value`` is ``None`` where the operator fills it in by hand."""

    part: str
    title: str
    value: int | str | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The report.

    Attributes:
        missing_days: Days that are over and whose journal was not closed.
    """

    since: date
    until: date
    figures: tuple[EvaluationFigure, ...]
    missing_days: int


def evaluation(
    tx: Transaction, office: Office, actor: Actor, *, since: date, until: date
) -> Evaluation:
    """Return the report for the days from ``since`` to ``until``.

    Raises:
        NotAllowedError: The person neither supervises nor administers.
    """
    require(Permission.JOURNAL_READ, actor, Target())
    counts = _counts(tx, since, until)
    over = _days_over(tx, since, min(until, office.today() - timedelta(days=1)))
    closed = _closed_days(tx, since, until)
    figures = (
        *_of_journal(tx, counts, closed, over),
        *_of_accounts(tx, counts, since, until),
        *_of_use(counts),
        *_of_system(tx, counts, since, until),
        *_of_trouble(tx, since, until),
        *_by_hand(),
    )
    return Evaluation(since, until, figures, max(0, over - len(closed)))


def _days_over(tx: Transaction, since: date, last: date) -> int:
    """Count the days that are over, from the first entry on."""
    first = tx.scalar(select(func.min(JournalEntry.office_at)))
    start = max(since, first.date()) if first else since
    return max(0, (last - start).days + 1)


def _counts(tx: Transaction, since: date, until: date) -> Mapping[str, int]:
    entry = JournalEntry
    rows = tx.execute(
        select(entry.action, func.count())
        .where(entry.office_at >= bounds(since)[0], entry.office_at < bounds(until)[1])
        .group_by(entry.action)
    )
    return {action: number for action, number in rows}  # noqa: C416 - rows are no pairs for mypy


def _closed_days(tx: Transaction, since: date, until: date) -> dict[date, int | None]:
    """Return the closed days, and what the check found wrong on each."""
    details = tx.scalars(
        select(JournalEntry.detail).where(
            JournalEntry.action == CLOSE, JournalEntry.office_at >= bounds(since)[0]
        )
    )
    days = map(from_detail, details)
    return {day.day: day.faults for day in days if since <= day.day <= until}


def _of_journal(
    tx: Transaction, counts: Mapping[str, int], closed: Mapping[date, int | None], over: int
) -> tuple[EvaluationFigure, ...]:
    part = "Nhật ký hoạt động hằng ngày"
    found = sum(1 for faults in closed.values() if faults)
    unchecked = sum(1 for faults in closed.values() if faults is None)
    waiting = tx.scalar(select(func.count()).select_from(JournalUnsealed)) or 0
    return (
        EvaluationFigure(part, "Ngày đã khóa sổ", len(closed), f"trong {over} ngày đã qua"),
        EvaluationFigure(part, "Bút toán trong kỳ", sum(counts.values())),
        EvaluationFigure(part, "Lần kiểm tra dấu niêm phong", counts.get("verify_journal", 0)),
        EvaluationFigure(part, "Ngày kiểm tra thấy có chỗ sai", found),
        EvaluationFigure(part, "Ngày không kiểm tra được", unchecked),
        EvaluationFigure(part, "Bút toán đang chờ niêm phong", waiting, "lúc lập báo cáo"),
    )


def _of_accounts(
    tx: Transaction, counts: Mapping[str, int], since: date, until: date
) -> tuple[EvaluationFigure, ...]:
    part = "Tài khoản"
    locked = select(func.count()).where(Account.locked_from.between(since, until))
    return (
        EvaluationFigure(part, "Tài khoản đã tạo", counts.get("create_account", 0)),
        EvaluationFigure(part, "Tài khoản đã khóa", tx.scalar(locked) or 0),
        EvaluationFigure(part, "Lần đăng nhập", counts.get("sign_in", 0)),
        EvaluationFigure(part, "Lần đăng nhập không được", counts.get("sign_in_refused", 0)),
    )


def _of_use(counts: Mapping[str, int]) -> tuple[EvaluationFigure, ...]:
    part = "Sử dụng"
    return (
        EvaluationFigure(part, "Đơn đã tiếp nhận", counts.get("register_petition", 0)),
        EvaluationFigure(part, "Bước đã hoàn thành", counts.get("complete_step", 0)),
        EvaluationFigure(part, "Lần đính chính", counts.get("correct_step", 0)),
        EvaluationFigure(part, "Danh sách tải ra tệp", counts.get("export_list", 0)),
        EvaluationFigure(part, "Lần xem hồ sơ được bảo vệ", counts.get("view", 0)),
    )


def _of_system(
    tx: Transaction, counts: Mapping[str, int], since: date, until: date
) -> tuple[EvaluationFigure, ...]:
    part = "Dung lượng, sao lưu, phiên bản"
    start, end = bounds(since)[0], bounds(until)[1]
    given_up = OutboxMessage.given_up_at
    published = ProcedureVersion.published_at
    unsent = select(func.count()).where(given_up >= start, given_up < end)
    procedures = select(func.count()).where(published >= start, published < end)
    return (
        EvaluationFigure(
            part, "Cơ sở dữ liệu (MB)", _size(tx) // MEGABYTE, "lúc lập báo cáo, không kể tệp kèm"
        ),
        EvaluationFigure(part, "Bản sao lưu đã lập", counts.get("backup", 0)),
        EvaluationFigure(part, "Lần phục hồi bản sao lưu", counts.get("restore", 0)),
        EvaluationFigure(part, "Phiên bản chương trình", version("donthu")),
        EvaluationFigure(part, "Bản quy trình đã công bố", tx.scalar(procedures) or 0),
        EvaluationFigure(part, "Thư không gửi được", tx.scalar(unsent) or 0),
    )


def _of_trouble(tx: Transaction, since: date, until: date) -> tuple[EvaluationFigure, ...]:
    part = "Báo lỗi, hỗ trợ, sự cố"
    figures = trouble_figures(tx, since, until)
    at = ", ".join(f"{at:%H:%M %d/%m/%Y}" for at in figures.incidents)
    hours = figures.hours_to_answer
    took = "" if hours is None else f"trung vị đến lúc trả lời: {hours:.1f} giờ".replace(".", ",")
    return (
        EvaluationFigure(part, "Yêu cầu hỗ trợ đã nhận", figures.asked, took),
        EvaluationFigure(part, "Yêu cầu hỗ trợ đã xong", figures.asked_done),
        EvaluationFigure(part, "Lỗi, sự cố đã báo", figures.reported),
        EvaluationFigure(part, "Lỗi, sự cố đã xong", figures.reported_done),
        EvaluationFigure(part, "Báo lỗi, yêu cầu còn mở", figures.still_open, "lúc lập báo cáo"),
        EvaluationFigure(
            part,
            "Sự cố an toàn thông tin, báo Thanh tra thành phố ngay lúc ghi",
            len(figures.incidents),
            at,
        ),
    )


def _by_hand() -> tuple[EvaluationFigure, ...]:
    part = "Đơn vị vận hành ghi"
    titles = (
        "Tỷ lệ thời gian hoạt động (%), các lần gián đoạn",
        "Bảo dưỡng đã làm so với kế hoạch được duyệt",
    )
    return tuple(EvaluationFigure(part, title, None, BY_HAND) for title in titles)


def _size(tx: Transaction) -> int:
    """Return the bytes that the database takes."""
    if tx.get_bind().dialect.name == "sqlite":
        pages, size = tx.scalar(text("PRAGMA page_count")), tx.scalar(text("PRAGMA page_size"))
        return int(pages or 0) * int(size or 0)
    return int(tx.scalar(text("SELECT pg_database_size(current_database())")) or 0)
