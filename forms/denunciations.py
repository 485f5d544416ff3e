"""What a form may ask about a denunciation: neither its author nor what verifying it has shown.

Khoản 7 Điều 5 Quy chế 2003/QĐ-UBND. Everything here is a list of what is allowed, so that a
record or a field nobody has thought of is refused.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from forms.fields import Field, Form, Kind

DENUNCIATION = "denunciation"
"""The kind of petition and case."""

ARTICLE = "khoản 7 Điều 5 Quy chế 2003/QĐ-UBND"

RECORDS_OF_DENUNCIATIONS = frozenset(
    {
        *("petition.received_on", "petition.source", "petition.written_on", "petition.field"),
        *("petition.forwarder_kind", "petition.forwarded_document", "petition.eligible"),
        *("petition.ineligible_ground", "petition.competence", "petition.authority"),
        *("petition.prior_resolution", "petition.handling", "petition.paper_file_ref"),
        *("transfer.to_unit", "transfer.to_body"),
        *("petition_text.title", "petition_text.summary"),
        *("party.denounced.full_name", "party.denounced.address"),
        *("document.number", "document.issued_on", "document.recipient", "document.file"),
        *("conclusion.number", "conclusion.concluded_on"),
        *("conclusion.sent_on", "conclusion.published_on"),
        *("case.title", "case.remote", "case.complex"),
        *("case.complexity_criteria", "case.complexity_document"),
        *("case.not_accepted_ground", "case.verify_until"),
        *("assignment.verifier", "note.text"),
    }
)
WORDS = frozenset({Kind.TEXT, Kind.LINES})
_WITHOUT_HOME = WORDS | {Kind.DATE, Kind.PERSON, Kind.UNIT, Kind.FILE}
"""Kinds whose answer may belong to no record; a code, a tick or a number could be a result."""

_RESULT = re.compile(
    r"tố cáo (?:là )?(?:đúng|sai)|đúng một phần|sai toàn bộ|đúng toàn bộ|(?:có|không có) vi phạm"
    r"|kết quả xác minh|nội dung kết luận",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"(?:họ (?:và )?tên|tên|địa chỉ|số điện thoại|điện thoại|căn cước|số giấy tờ)"
    r"[^.]{0,20}người (?:tố cáo|gửi đơn|viết đơn)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class AllowedInDenunciations:
    """What the installation allows.

    Attributes:
        papers: Types of document.
        codes: Values of a choice: handlings and acts, never a finding.
        facts: Names of facts, and keys of answers, that are no code.
    """

    papers: Collection[str]
    codes: Collection[str]
    facts: Collection[str]


def find_forbidden(
    form: Form, allowed: AllowedInDenunciations, *, paper: str | None
) -> Iterator[str]:
    """Yield what a form must not ask about a denunciation, in Vietnamese.

    Args:
        form: The form.
        allowed: What the installation allows.
        paper: Type of the document that the step issues, if the diagram names one.
    """
    for field in form.fields:
        for problem in _problems(field, allowed, paper):
            yield f"Ô “{field.key}”: {problem} ({ARTICLE})."
        for column in field.columns:
            for problem in _problems(column, allowed, paper):
                yield f"Ô “{field.key}”, cột “{column.key}”: {problem} ({ARTICLE})."


def _problems(field: Field, allowed: AllowedInDenunciations, paper: str | None) -> Iterator[str]:
    if field.record is not None and field.record not in RECORDS_OF_DENUNCIATIONS:
        yield f"không được ghi “{field.record}” của đơn tố cáo"
    if field.kind in WORDS and not field.checked:
        yield 'chữ tự do phải được kiểm tra trước khi lưu: thêm "checked": true'
    if field.kind is Kind.FILE and not field.checked:
        yield 'tệp phải được xóa tên, dấu vết trước khi lưu: thêm "checked": true'
    issued = field.document or paper
    if _is_of_a_paper(field) and issued not in allowed.papers:
        yield f"loại tài liệu “{issued or 'không ghi'}” không được lưu đối với đơn tố cáo"
    has_home = field.record or field.event or field.fact or field.kind in _WITHOUT_HOME
    if not has_home and not field.columns and not _is_an_act(field, allowed):
        yield "câu trả lời có thể là một kết quả; gắn với dữ kiện hoặc bản ghi được phép"
    words = " · ".join((field.label, field.help, *(option.label for option in field.options)))
    if _RESULT.search(words):
        yield "lời hỏi nói đến kết quả xác minh, đúng hay sai"
    if _AUTHOR.search(words):
        yield "lời hỏi nói đến người tố cáo"


def _is_of_a_paper(field: Field) -> bool:
    return field.kind is Kind.FILE or (field.record or "").startswith("document.")


def _is_an_act(field: Field, allowed: AllowedInDenunciations) -> bool:
    values = {option.value for option in field.options} - {"yes", "no"}
    return values <= set(allowed.codes) if values else field.key in allowed.facts
