"""What the pages of the working-day calendar say."""

from app.rendering.dates import count
from cases.queries.calendar_views import ChangeView

LATENESS = {-1: "thôi trễ", 0: "", 1: "thành trễ"}
PARTS = {"all": "Tất cả", "belated": "Thành trễ", "relieved": "Thôi trễ"}


def consequence(change: ChangeView) -> str:
    """Say what a change does: "214 thời hạn đang mở đổi ngày, 3 thôi trễ, 1 thành trễ"."""
    if not change.moved:
        return "Không thời hạn đang mở nào đổi ngày"
    late = f"{count(change.relieved)} thôi trễ, {count(change.belated)} thành trễ"
    return f"{count(change.moved)} thời hạn đang mở đổi ngày, {late}"


def extent(change: ChangeView) -> str:
    """Name what a change consists of: "3 ngày, chốt lịch năm 2027"."""
    days = [f"{count(len(change.days))} ngày"] if change.days else []
    years = ", ".join(str(one.year) for one in change.years)
    return ", ".join([*days, *([f"chốt lịch năm {years}"] if years else [])])
