"""What people type at the steps of a first complaint: strings, as a browser posts them."""

from collections.abc import Mapping
from datetime import date

Typed = Mapping[str, str | list[str]]

AUTHOR = "Lý Văn P"


def on(day: date) -> str:
    """Return a date as a clerk types it."""
    return f"{day:%d/%m/%Y}"


def usual_answers(step: str, today: date) -> dict[str, str | list[str]]:
    """Return answers that lead a complaint along its main path, every event happening today.

    They fit the forms of both versions: what a form does not ask is not read.
    """
    return {name: _filled(value, today) for name, value in _ANSWERS[step].items()}


def _filled(value: str | list[str], today: date) -> str | list[str]:
    return on(today) if value == "TODAY" else value


_ANSWERS: Mapping[str, Typed] = {
    "register": {
        "received_on": "TODAY",
        "source": "direct",
        "author_name": AUTHOR,
        "author_address": "12 đường Mẫu 3, phường Mẫu An",
        "author_phone": "0905 000 111",
        "author_id_number": "048000000123",
        "signatory_count": "1",
        "title": "Khiếu nại Quyết định 412/QĐ-UBND về thu hồi đất",
        "summary": "Không đồng ý với diện tích đất bị thu hồi.",
        "request": "Tính lại diện tích.",
        "respondent": "Chủ tịch UBND phường Mẫu An",
        "field": "land",
    },
    "propose_handling": {
        "prior_resolution": "none",
        "handling": "accept",
        "reason": "Đủ điều kiện thụ lý.",
        "number": "11/PĐX",
        "proposed_on": "TODAY",
    },
    "approve_proposal": {"approval": "approve", "approved_on": "TODAY"},
    "accept": {
        "acceptance": "accept",
        "group_papers": "not_a_group",
        "remote": "no",
        "complex": "no",
        "title": "Khiếu nại Quyết định 412/QĐ-UBND về thu hồi đất",
        "number": "31/TB-UBND",
        "accepted_on": "TODAY",
        "refused_on": "TODAY",
        "recipient": "Ông Lý Văn P; Thanh tra thành phố",
    },
    "assign_verification": {
        "number": "41/QĐ-UBND",
        "assigned_on": "TODAY",
        "scope": "Diện tích và nguồn gốc thửa đất.",
        "verify_until": "TODAY",
    },
    "verify_report": {
        "number": "51/BC",
        "reported_on": "TODAY",
        "findings": "Diện tích đo lại khác hồ sơ.",
        "proposed_outcome": "justified",
        "recommendation": "Sửa quyết định bị khiếu nại.",
        "findings_differ": "yes",
    },
    "dialogue": {
        "notice_sent_on": "TODAY",
        "held_on": "TODAY",
        "place": "Trụ sở UBND phường Mẫu An",
        "attendance": "present",
        "copies": "3",
    },
    "decide": {
        "decision_step": "issue",
        "number": "61/QĐ-UBND",
        "signed_on": "TODAY",
        "outcome": "justified",
        "contested_ruling": "amend",
        "content": "Công nhận nội dung khiếu nại.",
        "enforcement_required": "no",
    },
    "send_decision": {
        "recipients": ["complainant", "superior"],
        "sent_on": "TODAY",
        "closed_on": "TODAY",
    },
    "close_case": {"archived_on": "TODAY", "page_count": "85", "archive_place": "Kho 2, hộp 14"},
    "withdraw": {
        "withdrawn_on": "TODAY",
        "withdrawn_by": "only_complainant",
        "withdrawal_after_persuasion": "no",
    },
    "terminate": {
        "number": "71/QĐ-UBND",
        "signed_on": "TODAY",
        "issued_on": "TODAY",
        "terminated_on": "TODAY",
        "reason": "Người khiếu nại rút đơn.",
        "recipient": "Ông Lý Văn P",
    },
    "send_termination": {"recipients": ["complainant"], "sent_on": "TODAY"},
    "file_withdrawn": {"stored_on": "TODAY", "archive_place": "Kho 2"},
    "suspend": {
        "ground": "disaster",
        "found_on": "TODAY",
        "evidence": "Thông báo của Ban chỉ huy phòng, chống thiên tai phường.",
        "number": "81/QĐ-UBND",
        "issued_on": "TODAY",
        "reason": "Lũ chia cắt địa bàn, người khiếu nại không thể tham gia.",
    },
    "send_suspension": {"recipients": ["complainant", "respondent"], "sent_on": "TODAY"},
    "watch_ground": {"ended_on": "TODAY", "evidence": "Nước đã rút, đường đã thông."},
    "resume": {"number": "91/QĐ-UBND", "issued_on": "TODAY"},
    "send_resumption": {"recipients": ["complainant", "respondent"], "sent_on": "TODAY"},
    "set_term_conditions": {
        "complex": "yes",
        "complexity_criteria": ["criterion_a"],
        "complexity_reason": "Phải xác minh tại hai nơi.",
        "remote": "no",
        "number": "06/VB-UBND",
        "decided_on": "TODAY",
        "reason": "Khi xác minh mới thấy có hai nơi liên quan.",
    },
    "extend_verification": {
        "reason": "Chưa có kết quả đo đạc.",
        "number": "42/QĐ-UBND",
        "decided_on": "TODAY",
    },
    "record_partial_withdrawal": {
        "withdrawn_on": "TODAY",
        "withdrawn_count": "2",
        "names": "Ông Lý Văn Q; bà Lý Thị R",
    },
    "make_demand": {
        "asked_party": "body",
        "recipient": "Chi nhánh Văn phòng Đăng ký đất đai",
        "number": "12/YC",
        "demanded_on": "TODAY",
        "papers": "Hồ sơ cấp giấy chứng nhận năm 2009.",
    },
    "receive_from_body": {
        "supplied": "all",
        "number": "13/BN",
        "received_on": "TODAY",
        "papers": "Hồ sơ cấp giấy chứng nhận, 14 tờ.",
        "original": "checked_copy",
        "confirmed": "yes",
    },
    "receive_from_respondent": {
        "supplied": "all",
        "received_on": "TODAY",
        "papers": "Văn bản giải trình, 03 tờ.",
        "original": "original",
        "confirmed": "yes",
        "explained": "yes",
    },
    "receive_from_complainant": {
        "supplied": "all",
        "received_on": "TODAY",
        "papers": "Giấy mua bán viết tay, 01 tờ.",
        "original": "original",
        "confirmed": "yes",
    },
    "order_enforcement": {
        "number": "101/QĐ-UBND",
        "issued_on": "TODAY",
        "monitored_from": "TODAY",
        "recipient": "Phòng Kinh tế, Hạ tầng và Đô thị phường Mẫu An",
        "measures": ["restore_rights", "amend_decision"],
        "recover_money": "120,5",
        "return_land_individual": "85,5",
        "beneficiaries_organisation": "0",
        "beneficiaries_individual": "1",
        "discipline_recommended": "2",
        "of_which_officials": "2",
    },
    "report_progress": {
        "reported_on": "TODAY",
        "done": "Đã ban hành quyết định sửa đổi.",
        "is_over_owed": "no",
        "progress": "going_on",
    },
    "write_final_report": {
        "number": "102/BC",
        "final_reported_on": "TODAY",
        "proposed_result": "completed",
        "result_summary": "Đã giao đủ đất, thu đủ tiền.",
    },
    "close_enforcement": {"review": "close", "result": "completed", "done_on": "TODAY"},
    "conclude": {"concluded_on": "TODAY"},
    "extend_denunciation": {
        "complexity_criteria": ["criterion_a"],
        "especially_complex": "no",
        "number": "43/QĐ-UBND",
        "decided_on": "TODAY",
        "extension_days": "30",
    },
}

REFUSAL: Typed = {
    "acceptance": "refuse",
    "ground": "ground_6",
    "refusal_reason": "Thời hiệu khiếu nại đã hết mà không có lý do chính đáng.",
}
SENT_BACK: Typed = {"approval": "send_back", "send_back_reason": "Ghi rõ căn cứ."}
VERIFY_MORE: Typed = {"decision_step": "verify_more", "verify_more_reason": "Đo lại thửa đất."}
COMPLEX: Typed = {
    "complex": "yes",
    "complexity_criteria": ["criterion_a", "criterion_b"],
    "complexity_reason": "Phải xác minh tại hai nơi.",
    "complexity_document": "05/VB-UBND",
}
REMOTE: Typed = {"remote": "yes", "remote_reason": "Thôn vùng sâu, đi lại khó khăn."}
