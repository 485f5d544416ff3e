"""What is typed in the procedures that run beside a case: suspension, demands, enforcement."""

from collections.abc import Callable, Mapping

from cases.demo.desk import Desk, Typed
from cases.demo.settlement_answers import OWED


def _suspend(desk: Desk) -> Typed:
    return {
        "ground": "disaster",
        "found_on": desk.typed_day,
        "evidence": "Thông báo của Ban chỉ huy phòng, chống thiên tai phường Mẫu An.",
        "number": desk.number("QĐ"),
        "issued_on": desk.typed_day,
        "reason": "Lũ chia cắt tổ Mẫu Giang, không thể đo đạc và làm việc với các hộ.",
    }


def _send_suspension(desk: Desk) -> Typed:
    return {"recipients": ["complainant", "respondent"], "sent_on": desk.typed_day}


def _make_demand(desk: Desk) -> Typed:
    return {
        "asked_party": "body",
        "recipient": "Chi nhánh Văn phòng Đăng ký đất đai Mẫu",
        "number": desk.number("YC"),
        "demanded_on": desk.typed_day,
        "papers": "Hồ sơ kê khai đăng ký thửa đất năm 1998, sổ mục kê.",
    }


def _order_enforcement(desk: Desk) -> Typed:
    return {
        "number": desk.number("QĐ"),
        "issued_on": desk.typed_day,
        "monitored_from": desk.typed_day,
        "recipient": "Phòng Kinh tế, Hạ tầng và Đô thị phường Mẫu An",
        "enforcer": desk.colleague("petition_officer"),
        "measures": ["restore_rights", "amend_decision"],
        "beneficiaries_organisation": "0",
        "discipline_recommended": "0",
        "of_which_officials": "0",
        **OWED,
    }


def _report_progress(desk: Desk) -> Typed:
    return {
        "reported_on": desk.typed_day,
        "done_return_money_individual": "18",
        "done": "Đã trả đủ tiền cho người khiếu nại; đang cắm mốc để giao lại đất.",
        "is_over_owed": "no",
        "progress": "going_on",
    }


BESIDE: Mapping[str, Callable[[Desk], Typed]] = {
    "suspend": _suspend,
    "send_suspension": _send_suspension,
    "make_demand": _make_demand,
    "order_enforcement": _order_enforcement,
    "report_progress": _report_progress,
}
"""Step -> its answers."""
