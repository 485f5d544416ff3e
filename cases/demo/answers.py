"""What the people of the demo office type into each form, in every version of it.

A form reads the answers it asks for and leaves the others: what the law asked before July 2026
stands next to what it asks since.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cases.demo.stories import Story

Typed = dict[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies before the person who fills in a form.

    Attributes:
        story: The case.
        day: Day that the form is about.
        number: Gives the next number of a book, e.g. ``number("TB")`` -> ``31/TB-UBND``.
        verifier: Value of the demo verifier in a person field.
    """

    story: Story
    day: date
    number: Callable[[str], str]
    verifier: str

    @property
    def typed_day(self) -> str:
        """The day as people type it."""
        return _date(self.day)

    def told(self, step: str) -> str:
        """Return the day of another step of the case."""
        return _date(self.story.days[step])


def answers(element: str, desk: Desk) -> Mapping[str, list[str]]:
    """Return what is typed at a step or for a message."""
    typed = _ANSWERS[element](desk)
    return {key: value if isinstance(value, list) else [value] for key, value in typed.items()}


def _date(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _yes_no(*, holds: bool) -> str:
    return "yes" if holds else "no"


def _register(desk: Desk) -> Typed:
    matter = desk.story.matter
    return {
        "received_on": desk.typed_day,
        "written_on": _date(desk.day - timedelta(days=3)),
        "source": matter.source,
        "forwarder_kind": "other",
        "forwarded_document": matter.forwarded_document,
        "author_name": matter.author,
        "author_address": matter.address,
        "author_phone": matter.phone,
        "signatory_count": str(matter.signatories),
        "title": matter.title,
        "summary": matter.summary,
        "request": matter.request,
        "respondent": matter.respondent,
        "field": matter.field,
    }


def _propose_handling(desk: Desk) -> Typed:
    refuses = desk.story.is_refused
    return {
        "eligible": "yes",
        "competence": "own",
        "authority": "administrative",
        "prior_resolution": "none",
        "handling": "refuse" if refuses else "accept",
        "proposed_ground": "ground_6",
        "reason": "Đã quá 90 ngày kể từ ngày nhận quyết định, đơn không nêu lý do chính đáng."
        if refuses
        else "Đơn đủ điều kiện, thuộc thẩm quyền giải quyết lần đầu của Chủ tịch UBND phường.",
        "number": desk.number("ĐX"),
        "proposed_on": desk.typed_day,
    }


def _approve_proposal(desk: Desk) -> Typed:
    return {"approval": "approve", "approved_on": desk.typed_day}


def _refuse_petition(desk: Desk) -> Typed:
    return {
        "ground": "ground_6",
        "refusal_reason": "Hết thời hiệu khiếu nại mà không có lý do chính đáng.",
        "number": desk.number("TB"),
        "sent_on": desk.typed_day,
        "recipient": "Người khiếu nại",
        "originals": "none",
    }


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
        "finding": f"Chưa có cơ sở kết luận về {desk.story.matter.title}.",
    }


def _assign_verification(desk: Desk) -> Typed:
    return {
        "number": desk.number("QĐ"),
        "assigned_on": desk.typed_day,
        "team_set_up": "no",
        "verifier": desk.verifier,
        "scope": "Xác minh nguồn gốc, trình tự ban hành và căn cứ của quyết định bị khiếu nại.",
        "verify_until": _date(desk.story.verify_until or desk.day + timedelta(days=14)),
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
        "planned_on": _date(desk.story.planned_dialogue),
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
        "orders_something": "no",
        "outcome": _outcome(desk),
        "contested_ruling": "stop" if desk.story.is_agreed else "amend",
        "content": desk.story.matter.ruling,
        "enforcement_required": "yes",
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


_ANSWERS: Mapping[str, Callable[[Desk], Typed]] = {
    "register": _register,
    "propose_handling": _propose_handling,
    "approve_proposal": _approve_proposal,
    "refuse_petition": _refuse_petition,
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
