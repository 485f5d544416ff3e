"""What is typed at the steps of a first complaint, from its acceptance on."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from cases.demo.desk import Desk, Typed, typed

OWED: Typed = {
    "return_money_individual": "18",
    "return_land_individual": "64",
    "beneficiaries_individual": "1",
}
"""What the one decision that is being carried out orders to give back: million VND and m²."""


def _accept(desk: Desk) -> Typed:
    story = desk.story
    is_complex = bool(story.facts.get("complex"))
    return {
        "acceptance": "accept",
        "group_papers": "complete" if story.matter.signatories > 1 else "not_a_group",
        "remote": _yes_no(holds=bool(story.facts.get("remote"))),
        "remote_reason": "Bán đảo chưa có đường bộ, đi lại bằng thuyền.",
        "complex": _yes_no(holds=is_complex),
        "complexity_criteria": ["criterion_a"],
        "complexity_reason": "Nhiều người khiếu nại, phải xác minh tại nhiều nơi.",
        "complexity_document": desk.number("BC") if is_complex else "",
        "title": story.matter.title,
        "number": desk.number("TB"),
        "accepted_on": desk.typed_day,
        "notified": _notified(desk),
        "recipient": "Người khiếu nại; Thanh tra thành phố Mẫu",
    }


def _notified(desk: Desk) -> list[str]:
    forwarder = ["forwarder"] if desk.story.matter.source == "forwarded" else []
    return ["complainant", *forwarder, "inspectorate"]


def _recheck(desk: Desk) -> Typed:
    return {
        "checked": ["legal_basis", "competence", "content", "procedure"],
        "complaint_right": "no",
        "head_verifies": "no",
        "finding": f"Chưa có cơ sở kết luận về {desk.story.matter.title}.",
    }


def _assign_verification(desk: Desk) -> Typed:
    return {
        "number": desk.number("QĐ"),
        "assigned_on": desk.typed_day,
        "team_set_up": "no",
        "verifier": desk.colleague("verifier"),
        "scope": "Xác minh nguồn gốc, trình tự ban hành và căn cứ của quyết định bị khiếu nại.",
        "verify_until": typed(desk.story.verify_until or desk.day + timedelta(days=14)),
    }


def _verify(desk: Desk) -> Typed:
    return {
        "number": desk.number("BB"),
        "worked_on": desk.typed_day,
        "worked_with": "Người khiếu nại",
        "stated": desk.story.matter.request,
        "means": ["on_site", "papers"],
        "evidence_differs": "no",
    }


def _verify_report(desk: Desk) -> Typed:
    matter = desk.story.matter
    return {
        "number": desk.number("BC"),
        "reported_on": desk.typed_day,
        "verified_from": desk.told("assign_verification"),
        "verified_to": desk.typed_day,
        "findings": matter.findings,
        "proposed_outcome": _outcome(desk),
        "recommendation": "Đề nghị Chủ tịch UBND phường xem xét theo kết quả xác minh.",
        "findings_differ": _yes_no(holds=not desk.story.is_agreed),
    }


def _plan_dialogue(desk: Desk) -> Typed:
    return {
        "planned_on": typed(desk.story.planned_dialogue),
        "place": "Phòng họp số 1, trụ sở UBND phường Mẫu An",
        "topics": "Kết quả xác minh, yêu cầu của người khiếu nại và hướng giải quyết.",
        "number": desk.number("TB"),
        "notice_sent_on": desk.typed_day,
        "invited": ["complainant", "respondent", "related"],
        "notice_round": "first",
    }


def _dialogue(desk: Desk) -> Typed:
    return {
        "dialogue_again": "no",
        "respondent_present": "present",
        "related_present": "none",
        "held_on": desk.typed_day,
        "place": "Phòng họp số 1, trụ sở UBND phường Mẫu An",
        "attendance": "present",
        "agreed": "Thống nhất kết quả đo đạc, kiểm đếm bổ sung.",
        "disagreed": "Người khiếu nại đề nghị rút ngắn thời gian thực hiện.",
        "copies": "3",
    }


def _decide(desk: Desk) -> Typed:
    return {
        "decision_step": "issue",
        "number": desk.number("QĐ"),
        "signed_on": desk.typed_day,
        "for_group": "list" if desk.story.matter.signatories > 1 else "not_a_group",
        "complaint_content": desk.story.matter.summary,
        "verification_result": desk.story.matter.findings,
        "legal_basis": "Điều 31 Luật Khiếu nại; kết quả xác minh.",
        "rights_stated": "yes",
        **_orders(desk),
        "outcome": _outcome(desk),
        "contested_ruling": "stop" if desk.story.is_agreed else "amend",
        "content": desk.story.matter.ruling,
    }


def _orders(desk: Desk) -> Typed:
    """Return what has to be given back, where the case goes on to its enforcement.

    The one that has ended left nothing to carry out: else it would wait for that now.
    """
    days = desk.story.days
    if "order_enforcement" not in days:
        waits = "watch_legal_force" not in days
        return {"orders_something": "no", "enforcement_required": _yes_no(holds=waits)}
    return {
        "orders_something": "yes",
        "enforcement_required": "yes",
        "recover_money": "0",
        "recover_land": "0",
        "return_money_organisation": "0",
        "return_land_organisation": "0",
        "beneficiaries_organisation": "0",
        "discipline_recommended": "0",
        "of_which_officials": "0",
        **OWED,
    }


def _send_decision(desk: Desk) -> Typed:
    return {
        "recipients": [*_notified(desk), "superior"],
        "sent_on": desk.typed_day,
        "closed_on": desk.typed_day,
    }


def _watch_legal_force(desk: Desk) -> Typed:
    return {"force_result": "in_force", "in_force_on": desk.typed_day}


def _close_case(desk: Desk) -> Typed:
    return {
        "archived_on": desk.typed_day,
        "page_count": str(40 + len(desk.story.matter.summary) % 60),
        "archive_place": "Kho lưu trữ UBND phường Mẫu An, giá 3",
    }


def _withdrawn(desk: Desk) -> Typed:
    return {
        "withdrawn_on": desk.typed_day,
        "withdrawn_by": "only_complainant",
        "withdrawal_after_persuasion": "yes",
    }


def _terminate(desk: Desk) -> Typed:
    return {
        "ground": "withdrawn",
        "number": desk.number("QĐ"),
        "signed_on": desk.typed_day,
        "issued_on": desk.typed_day,
        "terminated_on": desk.typed_day,
        "reason": "Người khiếu nại rút toàn bộ nội dung khiếu nại.",
        "recipient": "Người khiếu nại; Thanh tra thành phố Mẫu",
    }


def _send_termination(desk: Desk) -> Typed:
    return {"recipients": ["complainant", "respondent"], "sent_on": desk.typed_day}


def _outcome(desk: Desk) -> str:
    return "justified" if desk.story.is_agreed else "partly_justified"


def _yes_no(*, holds: bool) -> str:
    return "yes" if holds else "no"


SETTLEMENT: Mapping[str, Callable[[Desk], Typed]] = {
    "accept": _accept,
    "recheck": _recheck,
    "assign_verification": _assign_verification,
    "verify": _verify,
    "verify_report": _verify_report,
    "plan_dialogue": _plan_dialogue,
    "dialogue": _dialogue,
    "decide": _decide,
    "send_decision": _send_decision,
    "close_case": _close_case,
    "watch_legal_force": _watch_legal_force,
    "withdrawn": _withdrawn,
    "terminate": _terminate,
    "send_termination": _send_termination,
}
"""Step or message -> its answers."""
