"""What is asked of unit IT staff before they look at the screens of their unit."""

from cases.notes.note_text import LONGEST
from cases.trouble.asked import TEXT
from forms.fields import Field, Form, Kind

UNIT, REASON = "unit", TEXT
REASON_LABEL = "Lý do vào xem"


def visit_form(*, of_several_units: bool) -> Form:
    """Return the form; the unit is asked of people who look after several."""
    unit = Field(UNIT, "Đơn vị", Kind.SELECT, required=True)
    reason = Field(
        REASON,
        REASON_LABEL,
        Kind.LINES,
        required=True,
        lines=3,
        max_length=LONGEST,
        help="Ai nhờ, để hướng dẫn hay tìm lỗi gì. Không ghi mã hồ sơ, tên người gửi đơn.",
        article="khoản 1 Điều 16 Quy chế 2003/QĐ-UBND",
    )
    fields = (unit, reason) if of_several_units else (reason,)
    return Form("support_visit", "Vào xem để hỗ trợ", fields, "Bắt đầu xem")
