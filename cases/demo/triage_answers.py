"""What is typed while a petition is dealt with, before a case is opened for it."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from cases.demo.desk import Desk, Typed, typed
from cases.steps.petition_kinds import AUTHORED

_PROPOSALS: Mapping[str, Typed] = {
    "accept": {
        "reason": "Đơn đủ điều kiện, thuộc thẩm quyền giải quyết lần đầu của Chủ tịch UBND phường.",
    },
    "refuse": {
        "proposed_ground": "ground_6",
        "reason": "Đã quá 90 ngày kể từ ngày nhận quyết định, đơn không nêu lý do chính đáng.",
    },
    "guide": {
        "competence": "not_own",
        "authority": "state_enterprise",
        "reason": "Việc thuộc thẩm quyền của doanh nghiệp; hướng dẫn người khiếu nại gửi đúng nơi.",
    },
    "file_away": {
        "eligible": "no",
        "ineligible_ground": "illegible",
        "reason": "Đơn không đọc được, không có số điện thoại để hỏi lại.",
    },
    "supplement": {
        "eligible": "no",
        "ineligible_ground": "no_signature",
        "reason": "Đơn chưa ký; yêu cầu ký và nộp bản sao văn bản bị khiếu nại.",
    },
    "join": {
        "reason": "Cùng người bị khiếu nại, cùng thửa đất và cùng nội dung với vụ việc đã thụ lý.",
    },
    "transfer": {
        "competence": "not_own",
        "reason": "Việc thuộc thẩm quyền của đơn vị khác trong thành phố.",
    },
}
"""Handling -> what else the proposal says."""


def _register(desk: Desk) -> Typed:
    matter = desk.story.matter
    petition = {
        "received_on": desk.typed_day,
        "written_on": typed(desk.day - timedelta(days=3)),
        "source": matter.source,
        "forwarder_kind": "other",
        "forwarded_document": matter.forwarded_document,
        "title": matter.title,
        "summary": matter.summary,
    }
    if desk.story.kind not in AUTHORED:
        return {**petition, "paper_file_ref": "Tủ 2, hộp 7"}
    return {
        **petition,
        "author_name": matter.author,
        "author_address": matter.address,
        "author_phone": matter.phone,
        "signatory_count": str(matter.signatories),
        "request": matter.request,
        "respondent": matter.respondent,
        "field": matter.field,
    }


def _sort_petition(desk: Desk) -> Typed:
    return {
        "kind": desk.story.kind,
        "handling": desk.story.handling,
        "reason": "Hai việc thuộc thẩm quyền của hai cơ quan khác nhau.",
    }


def _propose_feedback(desk: Desk) -> Typed:
    return {**_propose_handling(desk), "reason": "Thuộc trách nhiệm của UBND phường."}


def _guide_to_split(desk: Desk) -> Typed:
    return {
        "parts": "Quyết định thu hồi đất: UBND phường. Hợp đồng thuê ki-ốt: Tòa án.",
        "number": desk.number("HD"),
        "sent_on": desk.typed_day,
        "originals": "none",
    }


def _propose_handling(desk: Desk) -> Typed:
    story = desk.story
    proposed = _PROPOSALS[story.handling]
    return {
        "eligible": "yes",
        "competence": "own",
        "authority": "administrative",
        "prior_resolution": "none",
        "handling": story.handling,
        "joins_case": desk.code(story.joins) if story.joins else "",
        "number": desk.number("ĐX"),
        "proposed_on": desk.typed_day,
        **proposed,
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


def _guide_author(desk: Desk) -> Typed:
    return {
        "competent_body": desk.story.matter.respondent,
        "number": desk.number("HD"),
        "sent_on": desk.typed_day,
        "recipient": "Người khiếu nại",
        "originals": "none",
    }


def _file_away(desk: Desk) -> Typed:
    return {"stored_on": desk.typed_day, "archive_place": "Tủ lưu đơn số 2"}


def _ask_supplement(desk: Desk) -> Typed:
    return {
        "missing": "Chữ ký của người khiếu nại; bản sao văn bản bị khiếu nại.",
        "number": desk.number("NC"),
        "sent_on": desk.typed_day,
        "recipient": "Người khiếu nại",
    }


def _transfer_petition(desk: Desk) -> Typed:
    return {
        "transfer_to": "unit",
        "to_unit": desk.unit(desk.story.passed_to),
        "transfer_reason": "Việc thuộc thẩm quyền của đơn vị nhận.",
        "number": desk.number("PC"),
        "sent_on": desk.typed_day,
    }


def _file_withdrawn(desk: Desk) -> Typed:
    return {
        "stored_on": desk.typed_day,
        "notified_on": desk.typed_day,
        "archive_place": "Tủ lưu đơn số 2",
    }


TRIAGE: Mapping[str, Callable[[Desk], Typed]] = {
    "register": _register,
    "sort_petition": _sort_petition,
    "propose_feedback": _propose_feedback,
    "approve_feedback": _approve_proposal,
    "guide_to_split": _guide_to_split,
    "propose_handling": _propose_handling,
    "approve_proposal": _approve_proposal,
    "refuse_petition": _refuse_petition,
    "guide_author": _guide_author,
    "file_away": _file_away,
    "ask_supplement": _ask_supplement,
    "transfer_petition": _transfer_petition,
    "file_withdrawn": _file_withdrawn,
}
"""Step -> its answers."""
