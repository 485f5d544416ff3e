"""What the token game says, in words: joins that wait for ever, steps opened twice, no end."""

from collections.abc import Iterator

from engine.lint_draft import Draft
from engine.lint_findings import Finding, Severity
from engine.soundness import find_flaws

_WORDS: dict[str, tuple[Severity, str, str]] = {
    "deadlock": (
        "error",
        "có trường hợp chờ mãi ở đây, vì không phải nhánh nào cũng tới được.",
        "Nhập nhánh bằng cổng loại trừ, hoặc tách nhánh bằng cổng song song.",
    ),
    "endless": (
        "error",
        "có trường hợp từ đây không bao giờ tới được điểm kết thúc.",
        "Nối tiếp tới một sự kiện kết thúc.",
    ),
    "duplicate": (
        "warning",
        "có thể mở hai lần cùng lúc, vì hai nhánh song song cùng dẫn tới đây.",
        "Nhập các nhánh bằng cổng song song trước đó.",
    ),
    "too_large": (
        "warning",
        "có quá nhiều khả năng để kiểm tra hết.",
        "Chia bớt thành quy trình con.",
    ),
}


def check_courses(draft: Draft, broken: frozenset[str]) -> Iterator[Finding]:
    """Play every scope of the files that have no error so far.

    Args:
        draft: The version.
        broken: Files with errors of structure; there the game would only repeat them.
    """
    for process, scope in draft.scopes():
        if process.file not in broken:
            for flaw in find_flaws(scope):
                severity, message, advice = _WORDS[flaw.kind]
                yield Finding(severity, process.file, flaw.element, f"{message} {advice}")
