"""A digest as a mail: codes, dates and counts, because a mail leaves the office's hands."""

from collections.abc import Sequence
from datetime import date

from cases.digest_lines import Line
from cases.digests.compose import Composed


def subject(digest: Composed, day: date) -> str:
    """Return the subject: "Bản tin sáng 26/08/2026: 4 trễ hạn, 3 hết hạn hôm nay"."""
    return f"Bản tin sáng {day:%d/%m/%Y}: {counts(digest)}"


def text(digest: Composed, day: date) -> str:
    """Return the text."""
    parts = [f"{subject(digest, day)}."]
    parts += _part("Trễ hạn", digest.late, digest.lines.late)
    parts += _part("Hết hạn hôm nay", digest.due_today, digest.lines.today)
    parts += _part("Sắp đến hạn", digest.due_soon, digest.lines.soon)
    parts.append("Mở hệ thống để xem từng việc. Thư này gửi tự động, không trả lời được.")
    return "\n\n".join(parts) + "\n"


def counts(digest: Composed) -> str:
    """Name what there is: "4 trễ hạn, 3 hết hạn hôm nay"."""
    named = (
        (digest.late, "trễ hạn"),
        (digest.due_today, "hết hạn hôm nay"),
        (digest.due_soon, "sắp đến hạn"),
    )
    return ", ".join(f"{number} {words}" for number, words in named if number)


def _part(title: str, number: int, lines: Sequence[Line]) -> list[str]:
    if not number:
        return []
    rows = [f"- {line.code}: hạn {line.due_on:%d/%m/%Y}" for line in lines]
    if number > len(lines):
        rows.append(f"- và {number - len(lines)} việc nữa")
    return ["\n".join((f"{title}: {number}", *rows))]
