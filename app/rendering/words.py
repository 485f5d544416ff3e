"""Codes as words. A code that is not listed is shown as it is rather than hidden."""

from collections.abc import Iterable, Mapping

from cases.actor import Actor
from cases.office import Office

KIND_HINTS: Mapping[str, str] = {
    "complaint": "Đề nghị xem xét lại quyết định, hành vi hành chính, quyết định kỷ luật.",
    "feedback": "Cung cấp thông tin, trình bày ý kiến, nguyện vọng, đề xuất giải pháp.",
    "mixed": "Từ hai loại nội dung trở lên, phải tách đơn. Chưa ghi người gửi đơn.",
    "unclassified": "Chưa rõ là khiếu nại, tố cáo hay kiến nghị, hoặc không ghi tên. "
    "Chưa ghi người gửi đơn.",
}
"""What tells a registrar which kind a petition is."""

SECRECY = {"none": "thường", "mat": "mật", "toi_mat": "tối mật", "tuyet_mat": "tuyệt mật"}

PARTIES = {
    ("author", "complaint"): "Người khiếu nại",
    ("author", "feedback"): "Người kiến nghị, phản ánh",
    ("respondent", "complaint"): "Người bị khiếu nại",
    ("respondent", "feedback"): "Nơi bị phản ánh",
    ("denounced", "denunciation"): "Người bị tố cáo",
}
PARTY_ROLES = {
    "author": "Người nộp đơn",
    "representative": "Người đại diện",
    "respondent": "Người bị khiếu nại",
    "denounced": "Người bị tố cáo",
    "related": "Liên quan",
}

CLOSINGS = {
    "decision": "Có quyết định giải quyết",
    "refused": "Không thụ lý",
    "terminated": "Đình chỉ giải quyết",
    "conclusion": "Đã kết luận",
    "reclassified": "Đổi loại đơn",
    "withdrawn": "Rút đơn, lưu đơn",
}
NOTICES = {"due_soon": "Sắp đến hạn", "overdue": "Quá hạn", "escalated": "Trễ kéo dài"}
ASSIGNMENT_ACTS = {
    "assigned": "Phân công",
    "reassigned": "Giao lại",
    "recalled": "Thu hồi",
    "proposed": "Đề xuất giao việc lại",
    "declined": "Không đồng ý giao lại",
}
"""What was done about an open step -> title of its line in the history."""
STEP_OUTCOMES = {
    "done": "",
    "sent_back": "trả lại bước trước",
    "cancelled": "không còn phải làm",
    "overtaken": "dừng lại, vụ việc đã chuyển hướng",
}


def party_title(role: str, kind: str) -> str:
    """Name a party of a case of this kind."""
    return PARTIES.get((role, kind)) or PARTY_ROLES.get(role, role)


def title_in(titles: Mapping[str, object], code: str | None) -> str:
    """Return the title listed for a code; a list holds texts or rows with a ``title``."""
    if code is None:
        return ""
    row = titles.get(code, code)
    return row if isinstance(row, str) else str(getattr(row, "title", row))


def role_titles(person: Actor, office: Office) -> str:
    """Name the roles of a person: "Văn thư, Người xử lý đơn"."""
    return joined(office.role_title(one.role, one.unit_kind) for one in person.assignments)


def role_title_in(person: Actor | None, office: Office, unit_id: int, role: str) -> str:
    """Name a role as it is called in a unit in which the person works."""
    own = person.assignments if person else ()
    kind = next((one.unit_kind for one in own if one.unit_id == unit_id), None)
    return office.role_title(role, kind)


def unit_names(person: Actor) -> str:
    """Name the units of a person."""
    return joined(one.unit_name for one in person.assignments)


def joined(words: Iterable[str], last: str = ", ") -> str:
    """Join words into a phrase, each once: "a, b hoặc c" with ``last=" hoặc "``."""
    once = list(dict.fromkeys(words))
    if len(once) <= 1:
        return "".join(once)
    return f"{', '.join(once[:-1])}{last}{once[-1]}"


def lower_first(text: str) -> str:
    """Start a phrase in the middle of a sentence; an abbreviation such as UBND stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


HANDLINGS = {
    "accept": "Thụ lý để giải quyết",
    "join": "Nhập vào vụ việc đang giải quyết",
    "refuse": "Không thụ lý",
    "supplement": "Yêu cầu bổ sung",
    "guide": "Hướng dẫn người gửi đơn",
    "return": "Trả lại đơn cho nơi đã chuyển",
    "transfer": "Chuyển đến cơ quan có thẩm quyền",
    "refer_investigation": "Chuyển cơ quan điều tra",
    "urge": "Đôn đốc cấp dưới giải quyết",
    "consider": "Xem xét quyết định đã có hiệu lực",
    "file_away": "Lưu đơn",
    "no_action": "Không xử lý",
    "other_kind": "Theo quy trình của loại đơn khác",
    "withdrawn_early": "Đã rút trước khi thụ lý",
}
"""What becomes of a petition."""
