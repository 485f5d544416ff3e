"""The heads that the journal is compared with, in the order of their numbers."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from pathlib import Path

from proof.heads import Head, read_heads
from proof.report import Report


class KnownHeads:
    """Heads from the file, without those that a restored backup has made void.

    The file is read as long as it was when this was made: the worker may be adding to it. Read it
    before the database, then no head can be ahead of what the database shows.
    """

    def __init__(self, path: Path, keys: Mapping[str, bytes]) -> None:
        """Look where the file ends now."""
        self._path = path
        self._keys = keys
        self._size = path.stat().st_size if path.exists() else -1

    @property
    def is_missing(self) -> bool:
        """Tell whether there is no such file."""
        return self._size < 0

    def standing(self, report: Report) -> Iterator[Head]:
        """Yield the heads that still hold, and report what is wrong with the file."""
        if self.is_missing:
            return
        restored = self._restored(report)
        lines = [line for line, _number in restored]
        # For a line: the lowest number that any later restoration went back to.
        limits = [min(number for _line, number in restored[at:]) for at in range(len(restored))]
        for line, head in enumerate(read_heads(self._path, self._size), start=1):
            if isinstance(head, int):
                continue
            later = bisect_right(lines, line)
            if later == len(limits) or head.number <= limits[later]:
                yield head

    def _restored(self, report: Report) -> list[tuple[int, int]]:
        """Return line and number of every restoration."""
        found = []
        highest = 0
        for line, head in enumerate(read_heads(self._path, self._size), start=1):
            if isinstance(head, int):
                report.add("heads_file", f"Tệp đầu chuỗi: dòng {line} không đọc được.")
            elif not head.is_restored:
                highest = max(highest, head.number)
            elif not head.is_genuine(self._keys):
                report.add("heads_file", f"Tệp đầu chuỗi: dòng {line} (phục hồi) không thật.")
            else:
                found.append((line, head.number))
                report.remarks.append(_what_is_gone(head, highest))
                highest = head.number
        return found


def _what_is_gone(head: Head, highest: int) -> str:
    told = f"Bản sao lưu đã được phục hồi lúc {head.at} UTC: nhật ký trở về số {head.number}"
    gone = highest - head.number
    return f"{told}, {gone} bút toán đã niêm phong sau đó không còn." if gone > 0 else f"{told}."
