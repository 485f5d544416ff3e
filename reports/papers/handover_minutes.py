"""Biên bản bàn giao: the minutes of a handover as a paper to be signed."""

from datetime import datetime

from cases.handover.duty import DutyKind
from cases.handover.minutes import HandedLine, Minutes
from reports.papers.paper import fill_paper

TEMPLATE = "handover_minutes"
SOURCE = " Quy chế 2003/QĐ-UBND"
"""The template names it in full."""
FEBRUARY = 2
"""The last month that is written with two digits."""
NOBODY = {
    DutyKind.STEP: "mọi người cùng vai trò",
    DutyKind.NAMED: "chưa cử",
    DutyKind.DIRECTION: "người đứng đầu",
    DutyKind.DRAFT: "(bỏ)",
    DutyKind.DELEGATION: "(chấm dứt)",
}
"""What stands where nobody has received something."""


def handover_minutes(minutes: Minutes) -> bytes:
    """Return the paper as a .docx file."""
    return fill_paper(TEMPLATE, _words(minutes))


def _words(minutes: Minutes) -> dict[str, object]:
    day = f" ngày {minutes.document_on:%d/%m/%Y}" if minutes.document_on else ""
    return {
        "unit_upper": minutes.unit_name.upper(),
        "closed_on_words": _day_in_words(minutes.closed_at),
        "closed_at_words": f"{minutes.closed_at:%H giờ %M} {_day_in_words(minutes.closed_at)}",
        "lock_article": minutes.article.removesuffix(SOURCE),
        "document": f"{minutes.document}{day}",
        "ground": _lower_first(minutes.ground),
        "name": minutes.name,
        "email": minutes.email,
        "roles": "; ".join(minutes.units) or "không còn giữ vai trò nào",
        "receivers": list(minutes.receivers),
        "is_emergency": minutes.kind == "emergency",
        "lines": [_line(line) for line in minutes.lines],
        "outcome": _outcome(minutes),
        "closed_by": minutes.closed_by,
    }


def _line(line: HandedLine) -> dict[str, str]:
    due = f", hạn {line.due_on:%d/%m/%Y}" if line.due_on else ""
    return {
        "code": line.code or "–",
        "what": f"{line.name}{due}",
        "to": line.to or NOBODY[line.kind],
        "paper": line.paper or "–",
    }


def _outcome(minutes: Minutes) -> str:
    day = f"{minutes.from_day:%d/%m/%Y}"
    if minutes.to_unit:
        return (
            f"Từ ngày {day} người giao thôi các vai trò ở đơn vị này và nhận vai trò ở "
            f"{minutes.to_unit}; tài khoản {minutes.email} dùng tiếp."
        )
    return (
        f"Tài khoản {minutes.email} bị khóa quyền truy cập từ ngày {day}. Lịch sử và nhật ký của "
        "tài khoản được giữ nguyên."
    )


def _day_in_words(at: datetime) -> str:
    """Return the day as papers write it (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
    month = f"{at:%m}" if at.month <= FEBRUARY else f"{at.month}"
    return f"ngày {at:%d} tháng {month} năm {at:%Y}"


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
