"""What people type at the steps of a first complaint: strings, as a browser posts them."""

from collections.abc import Mapping
from datetime import date, timedelta

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
    if value == "IN_FIVE_DAYS":
        return on(today + timedelta(days=5))
    return on(today) if value == "TODAY" else value


DECISION: Typed = {
    "number": "61/QĐ-UBND",
    "signed_on": "TODAY",
    "for_group": "not_a_group",
    "complaint_content": "Diện tích đất bị thu hồi lớn hơn số đo thực địa.",
    "verification_result": "Diện tích đo lại khác hồ sơ.",
    "legal_basis": "Điều 31 Luật Khiếu nại",
    "outcome": "justified",
    "contested_ruling": "amend",
    "content": "Công nhận nội dung khiếu nại.",
    "rights_stated": "yes",
    "orders_something": "no",
    "enforcement_required": "no",
}

_ANSWERS: Mapping[str, Typed] = {
    "register": {
        "received_on": "TODAY",
        "source": "direct",
        "forwarder_kind": "press",
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
    "register_feedback": {
        "received_on": "TODAY",
        "source": "direct",
        "author_name": AUTHOR,
        "author_address": "12 đường Mẫu 3, phường Mẫu An",
        "signatory_count": "1",
        "title": "Kiến nghị sửa cống thoát nước đường Mẫu 3",
        "summary": "Cống hỏng, ngập khi mưa.",
        "field": "other",
    },
    "register_unsorted": {
        "received_on": "TODAY",
        "source": "post",
        "title": "Đơn về việc cấp đất tại tổ 7",
        "summary": "Nêu nhiều việc, chưa rõ yêu cầu.",
        "paper_file_ref": "Tủ 2, hộp 7",
    },
    "sort_petition": {
        "kind": "complaint",
        "handling": "other_kind",
        "ineligible_ground": "illegible",
        "reason": "Yêu cầu xem xét lại một quyết định hành chính.",
        "author_name": AUTHOR,
        "author_address": "12 đường Mẫu 3, phường Mẫu An",
        "signatory_count": "1",
        "respondent": "Chủ tịch UBND phường Mẫu An",
        "field": "land",
    },
    "propose_feedback": {
        "eligible": "yes",
        "competence": "own",
        "authority": "administrative",
        "prior_resolution": "none",
        "handling": "accept",
        "reason": "Thuộc trách nhiệm của phường.",
        "number": "12/PĐX",
        "proposed_on": "TODAY",
    },
    "approve_feedback": {"approval": "approve", "approved_on": "TODAY"},
    "guide_to_split": {
        "parts": "Khiếu nại quyết định thu hồi đất: UBND phường. Tranh chấp hợp đồng: Tòa án.",
        "number": "28/HD-UBND",
        "sent_on": "TODAY",
        "originals": "none",
    },
    "answer_forwarder": {
        "answer": "Đã hướng dẫn người gửi đơn.",
        "number": "29/UBND-NC",
        "sent_on": "TODAY",
        "recipient": "Báo Mẫu",
    },
    "report_urgent": {
        "urgent_ground": "heated",
        "situation": "Nhiều người tập trung trước trụ sở.",
        "reported_on": "TODAY",
    },
    "direct_urgent": {
        "measure": "own_measures",
        "direction": "Cử cán bộ đối thoại ngay trong ngày.",
        "directed_on": "TODAY",
    },
    "propose_handling": {
        "eligible": "yes",
        "competence": "own",
        "authority": "administrative",
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
        "notified": ["complainant", "forwarder", "inspectorate"],
        "originals": "none",
        "court_matter": "judged",
        "accepted_on": "TODAY",
        "refused_on": "TODAY",
        "recipient": "Ông Lý Văn P; Thanh tra thành phố",
    },
    "recheck": {
        "checked": ["legal_basis", "competence", "content", "procedure"],
        "complaint_right": "no",
        "head_verifies": "no",
        "found_right_on": "TODAY",
        "finding": "Chưa có cơ sở kết luận.",
    },
    "decide_at_once": DECISION,
    "assign_verification": {
        "number": "41/QĐ-UBND",
        "assigned_on": "TODAY",
        "team_set_up": "no",
        "scope": "Diện tích và nguồn gốc thửa đất.",
        "verify_until": "TODAY",
    },
    "plan_verification": {
        "number": "45/KH",
        "planned_on": "TODAY",
        "aim": "Làm rõ diện tích thu hồi.",
        "places": "Văn phòng đăng ký đất đai; người khiếu nại.",
        "schedule": "Tuần thứ nhất: thu thập hồ sơ; tuần thứ hai: đo đạc.",
    },
    "approve_plan": {"plan_approval": "approve", "approved_on": "TODAY"},
    "verify": {
        "number": "46/BB",
        "worked_on": "TODAY",
        "worked_with": "Người khiếu nại",
        "stated": "Đề nghị đo lại thửa đất.",
        "means": ["papers"],
        "evidence_differs": "no",
    },
    "verify_personally": {
        "number": "46/BB",
        "worked_on": "TODAY",
        "worked_with": "Người khiếu nại",
        "stated": "Đề nghị đo lại thửa đất.",
        "means": ["papers"],
        "evidence_differs": "no",
        "held_on": "TODAY",
        "place": "Trụ sở UBND phường Mẫu An",
        "copies": "3",
        "concluded_on": "TODAY",
        "findings": "Diện tích đo lại khác hồ sơ.",
        "findings_differ": "yes",
    },
    "hold_working_session": {
        "number": "47/BB",
        "held_on": "TODAY",
        "place": "Trụ sở UBND phường Mẫu An",
        "complainant_present": "present",
        "respondent_present": "present",
        "copies": "3",
    },
    "verify_report": {
        "number": "51/BC",
        "reported_on": "TODAY",
        "findings": "Diện tích đo lại khác hồ sơ.",
        "proposed_outcome": "justified",
        "recommendation": "Sửa quyết định bị khiếu nại.",
        "findings_differ": "yes",
    },
    "plan_dialogue": {
        "planned_on": "IN_FIVE_DAYS",
        "place": "Trụ sở UBND phường Mẫu An",
        "topics": "Kết quả xác minh và yêu cầu của người khiếu nại.",
        "number": "55/TB-UBND",
        "notice_sent_on": "TODAY",
        "invited": ["complainant", "respondent"],
        "notice_round": "first",
    },
    "dialogue": {
        "dialogue_again": "no",
        "respondent_present": "present",
        "related_present": "none",
        "held_on": "TODAY",
        "place": "Trụ sở UBND phường Mẫu An",
        "attendance": "present",
        "copies": "3",
    },
    "decide": {"decision_step": "issue", **DECISION},
    "consult": {
        "consulted_by": "writing",
        "consulted": "Văn phòng đăng ký đất đai",
        "number": "58/VP",
        "consulted_on": "TODAY",
        "opinions": "Thống nhất với kết quả đo lại.",
    },
    "send_decision": {
        "recipients": ["complainant", "superior", "forwarder", "inspectorate"],
        "sent_on": "TODAY",
        "closed_on": "TODAY",
    },
    "watch_legal_force": {
        "force_result": "in_force",
        "in_force_on": "TODAY",
        "second_complaint_on": "TODAY",
        "lawsuit_on": "TODAY",
        "court": "Tòa án nhân dân khu vực Mẫu",
    },
    "close_case": {"archived_on": "TODAY", "page_count": "85", "archive_place": "Kho 2, hộp 14"},
    "refuse_petition": {
        "ground": "ground_6",
        "refusal_reason": "Đã hết thời hiệu khiếu nại.",
        "number": "21/TB-UBND",
        "sent_on": "TODAY",
        "recipient": "Người khiếu nại",
        "originals": "none",
    },
    "ask_supplement": {
        "missing": "Chữ ký của người khiếu nại.",
        "number": "22/UBND-NC",
        "sent_on": "TODAY",
        "recipient": "Người khiếu nại",
    },
    "receive_supplement": {"supplemented": "yes", "supplemented_on": "TODAY"},
    "guide_author": {
        "competent_body": "Sở Mẫu",
        "number": "23/HD-UBND",
        "sent_on": "TODAY",
        "recipient": "Người khiếu nại",
        "originals": "returned",
    },
    "return_petition": {
        "return_reason": "Không thuộc thẩm quyền.",
        "number": "24/UBND-NC",
        "sent_on": "TODAY",
        "recipient": "Cơ quan đã chuyển đơn",
    },
    "transfer_petition": {
        "transfer_to": "body",
        "to_body": "Bảo hiểm xã hội Mẫu",
        "transfer_reason": "Thuộc thẩm quyền của ngành dọc.",
        "number": "25/PC-UBND",
        "sent_on": "TODAY",
    },
    "urge_subordinate": {
        "urged_body": "UBND phường Mẫu",
        "number": "26/UBND-NC",
        "sent_on": "TODAY",
        "recipient": "UBND phường Mẫu",
    },
    "consider_in_force": {
        "considered": "stands",
        "direction": "Không có căn cứ xem xét lại.",
        "number": "27/UBND-NC",
        "sent_on": "TODAY",
        "recipient": "Người khiếu nại",
    },
    "file_away": {"stored_on": "TODAY"},
    "await_procedure": {"note": "Đã vào sổ theo quy trình kiến nghị, phản ánh."},
    "withdraw": {
        "withdrawn_on": "TODAY",
        "withdrawn_by": "only_complainant",
        "withdrawal_after_persuasion": "no",
    },
    "find_termination_ground": {
        "ground": "complainant_died",
        "found_on": "TODAY",
        "evidence": "Trích lục khai tử.",
        "termination_due": "yes",
    },
    "terminate": {
        "ground": "withdrawn",
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
    "order_assessment": {
        "recipient": "Trung tâm Giám định chất lượng xây dựng",
        "number": "31/TC",
        "ordered_on": "TODAY",
        "assessment_until": "TODAY",
        "materials": "Hồ sơ thiết kế, 12 ảnh hiện trạng.",
        "questions": "Nguyên nhân nứt tường nhà.",
    },
    "receive_conclusion": {
        "result": "concluded",
        "number": "32/KLGĐ",
        "received_on": "TODAY",
        "conclusion": "Nứt do lún nền khi thi công đường.",
    },
    "stay_execution": {
        "contested": "Quyết định 412/QĐ-UBND ngày 03/08/2026 của UBND phường Mẫu An",
        "harm": "Nhà ở bị phá dỡ thì không khôi phục được.",
        "number": "21/QĐ-UBND",
        "signed_on": "TODAY",
        "stayed_until": "TODAY",
    },
    "send_stay": {"recipients": ["complainant", "respondent"], "sent_on": "TODAY"},
    "watch_reason": {
        "stay_end": "reason_gone",
        "ended_on": "TODAY",
        "why": "Người khiếu nại đã tự di dời.",
    },
    "cancel_stay": {"number": "22/QĐ-UBND", "signed_on": "TODAY"},
    "send_cancellation": {"recipients": ["complainant", "respondent"], "sent_on": "TODAY"},
    "order_enforcement": {
        "difference_reason": "Diện tích theo biên bản giao đất ngoài thực địa.",
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
