"""Words for handing over."""

from app.rendering.dates import count
from cases.handover.refusals import HandoverRefusedError
from cases.handover.to_heads import MovedToHeads

KINDS = {
    "lock": "Khóa tài khoản",
    "move": "Chuyển đơn vị",
    "emergency": "Khóa khẩn cấp",
    "late": "Việc còn lại sau khi khóa",
}
STATES = {"open": "đang bàn giao", "done": "đã xong", "cancelled": "đã dừng"}
DUTIES = {
    "step": "Bước đang giữ",
    "named": "Được cử cho bước sau",
    "direction": "Ý kiến chỉ đạo",
    "draft": "Bản nháp",
    "delegation": "Ủy quyền",
}
ENDS = {"draft": "Bỏ bản nháp", "delegation": "Chấm dứt ủy quyền"}

_REFUSED = {
    "open": "Người này đang có một bàn giao chưa xong. Tải lại trang để làm tiếp.",
    "none": "Bàn giao này vừa được người khác hoàn thành hoặc dừng. Không còn gì phải làm.",
    "duties": "Còn {count} việc đang mở. Giao hết rồi mới hoàn thành được.",
    "locked": "Tài khoản này đã bị khóa.",
    "own": "Không tự khóa hay tự chuyển mình được. Nhờ một người quản trị khác.",
    "last": "Không còn ai khác làm quản trị hệ thống. Giao vai trò đó cho người khác trước.",
}


def refusal_line(refused: HandoverRefusedError) -> str:
    """Say why it cannot go on, and what to do."""
    return _REFUSED[refused.reason].format(count=count(refused.count))


def given_line(number: int) -> str:
    """Say how much was given."""
    return f"Đã bàn giao {count(number)} việc"


def locked_line(moved: MovedToHeads) -> str:
    """Say what became of the work of an account that was locked at once."""
    number = sum(moved.by_head.values())
    if moved.free:
        return (
            f"Đã khóa. {count(number)} việc chuyển cho người đứng đầu đơn vị, "
            f"{count(moved.free)} việc không có người đứng đầu nên để mọi người cùng vai trò nhận"
        )
    if number:
        return f"Đã khóa. {count(number)} việc chuyển cho người đứng đầu đơn vị, đã báo người đó"
    return "Đã khóa. Không có việc nào đang mở"
