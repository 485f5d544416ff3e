"""What is asked of whoever proposes another level: codes, and the paper that determines it."""

from cases.secrecy import LEVELS, NOT_SECRET
from forms.fields import Field, Form, Kind, Option
from forms.paper import paper_fields

LEVEL, REASON, NUMBER, ISSUED_ON = "level", "reason", "document_number", "document_on"

LEVEL_TITLES = {
    NOT_SECRET: "Không mật",
    "mat": "Mật",
    "toi_mat": "Tối mật",
    "tuyet_mat": "Tuyệt mật",
}
RAISING = {
    "listed": "Thuộc danh mục bí mật nhà nước",
    "marked": "Văn bản đến hoặc tài liệu kèm theo đã đóng dấu mật",
    "determined": "Người có thẩm quyền xác định độ mật",
}
LOWERING = {
    "released": "Đã giải mật",
    "reduced": "Đã giảm độ mật",
    "mistaken": "Xác định nhầm, có văn bản sửa",
}
REASONS = RAISING | LOWERING


def is_raising(from_level: str, to_level: str) -> bool:
    """Tell whether a record becomes more secret."""
    order = (NOT_SECRET, *LEVELS)
    return order.index(to_level) > order.index(from_level)


def secrecy_form(level: str) -> Form:
    """Return what is asked about a record of this level; there is no field for words."""
    levels = [Option(code, title) for code, title in LEVEL_TITLES.items() if code != level]
    reasons = RAISING if level == NOT_SECRET else REASONS
    return Form(
        "secrecy",
        "Đổi độ mật",
        (
            Field(
                key=LEVEL,
                label="Độ mật mới",
                kind=Kind.CHOICE,
                required=True,
                options=tuple(levels),
            ),
            Field(
                key=REASON,
                label="Căn cứ",
                kind=Kind.SELECT,
                required=True,
                options=tuple(Option(code, title) for code, title in reasons.items()),
            ),
            *paper_fields(
                NUMBER,
                ISSUED_ON,
                "Số văn bản xác định",
                guidance="Chỉ ghi số, ký hiệu; không ghi nội dung.",
            ),
        ),
        "Gửi đề nghị",
    )
