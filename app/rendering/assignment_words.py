"""Words for giving out work: what was done, and what stood in the way."""

from app.rendering.dates import count
from cases.assigning.refusals import NotAssigned, Why

_WHYS = {
    Why.GONE: "Bước này đã kết thúc, không còn gì để giao",
    Why.TAKEN: "vừa có người giữ: {detail}. Muốn đổi người thì giao lại và ghi lý do",
    Why.FREE: "không còn ai giữ. Mở lại danh sách rồi phân công",
    Why.SAME: "{detail} đang giữ bước này rồi",
    Why.ROLE: "{detail} không giữ vai trò của bước này. Chọn người khác",
    Why.SEPARATION: 'người này đã làm bước "{detail}" của hồ sơ. Chọn người khác',
    Why.NAMED: "người giữ được cử bằng văn bản. Chỉ người đứng đầu đơn vị thay được, từng việc một",
    Why.LEAVING: "{detail} cũng đang bàn giao hoặc sắp bị khóa tài khoản. Chọn người khác",
}


def refusal_line(refused: NotAssigned) -> str:
    """Say which step stayed and why, and what to do."""
    why = _WHYS[refused.why].format(detail=refused.detail)
    return f"{refused.code}, {refused.step_name}: {why}" if refused.code else why


def assigned_line(number: int, name: str) -> str:
    """Say what was given to whom."""
    return f"Đã giao {count(number)} việc cho {name}"
