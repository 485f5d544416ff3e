"""Checks every seal of the journal, and the journal against the heads that were exported."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from proof.chain import FIRST_SEAL, seal
from proof.heads import Head
from proof.keys import read_keys
from proof.known_heads import KnownHeads
from proof.report import MOST_SHOWN, Report
from proof.stored import Row, Stored, lost, open_journal, sealed, unsealed

SEALED_WITHIN = timedelta(seconds=60)


def verify(
    url: str, keys: Path, heads: Path, *, given: tuple[Head, ...] = (), since: Head | None = None
) -> Report:
    """Check a journal; memory does not grow with it.

    Args:
        url: Address of the database.
        keys: File with the keys.
        heads: File to which the worker appended the heads.
        given: Heads known from elsewhere, such as from the mail to the inspectorate.
        since: A head that is trusted: only what came after it is checked.

    Raises:
        KeysError: The keys cannot be read.
        UnreadableError: The database cannot be read.
    """
    known_keys = read_keys(keys)
    known_heads = KnownHeads(heads, known_keys)
    with open_journal(url) as stored:
        return check(stored, known_keys, known_heads, given=given, since=since)


def check(
    stored: Stored,
    keys: Mapping[str, bytes],
    known: KnownHeads,
    *,
    given: tuple[Head, ...] = (),
    since: Head | None = None,
    enough: int = MOST_SHOWN,
) -> Report:
    """Check an open journal; after ``enough`` faults the seals that follow are left out."""
    report = Report()
    start = since or Head(0, FIRST_SEAL, "")
    chain = _Chain(report, keys, start.number, start.seal)
    heads = _Heads(report, known.standing(report), {head.number: head for head in given}, start)
    for row in sealed(stored, start.number):
        chain.take(row)
        heads.compare(row[0], row[3])
        if report.fault_count >= enough:
            break
    else:
        heads.end(chain.number)
    if known.is_missing and chain.number:
        report.add("heads_file", "Không có tệp đầu chuỗi: không biết nhật ký có bị cắt ngắn không.")
    _tell_of_unsealed(report, stored)
    chain.tell_of_late_seals()
    report.number, report.seal, report.sealed_at = chain.number, chain.seal, chain.sealed_at
    return report


@dataclass(slots=True)
class _Chain:
    """Follows the seals one by one."""

    report: Report
    keys: Mapping[str, bytes]
    number: int
    seal: str
    sealed_at: str = ""
    late_count: int = 0
    latest: tuple[timedelta, int] = (timedelta(), 0)

    def take(self, row: Row) -> None:
        number, key_id, sealed_at, stored, entry_id = row[:5]
        if number != self.number + 1:
            self._tell_of_gap(number)
        elif row[5] is None:
            self.report.add(
                "deleted", f"Bút toán số {number} (mã {entry_id}) đã bị xóa.", number, entry_id
            )
        elif (key := self.keys.get(key_id)) is None:
            self.report.add(
                "key", f"Bút toán số {number}: không có khóa {key_id!r}.", number, entry_id
            )
        elif not self._is_right(key, row):
            self.report.add(
                "changed",
                f"Bút toán số {number} (mã {entry_id}) đã bị sửa hoặc đổi chỗ.",
                number,
                entry_id,
            )
        elif sealed_at[:16] != row[7][:16]:
            self._note_late(number, sealed_at, row[7])
        self.number, self.seal, self.sealed_at = number, stored, sealed_at
        self.report.checked += 1

    def _is_right(self, key: bytes, row: Row) -> bool:
        try:
            return bool(row[3] == seal(key, self.seal, (*row[:3], *row[5:])))
        except (TypeError, ValueError):
            return False  # the application writes no such value

    def _tell_of_gap(self, number: int) -> None:
        first, last = self.number + 1, number - 1
        if first > last:
            sentence = f"Dấu niêm phong số {number} không theo thứ tự."
        elif first == last:
            sentence = f"Thiếu bút toán số {first}."
        else:
            sentence = f"Thiếu các bút toán từ số {first} đến số {last}."
        self.report.add("gap", sentence, first)

    def _note_late(self, number: int, sealed_at: str, written_at: str) -> None:
        waited = datetime.fromisoformat(sealed_at) - datetime.fromisoformat(written_at)
        if waited > SEALED_WITHIN:
            self.late_count += 1
            self.latest = max(self.latest, (waited, number))

    def tell_of_late_seals(self) -> None:
        if self.late_count:
            waited, number = self.latest
            self.report.remarks.append(
                f"{self.late_count} bút toán được niêm phong chậm hơn 60 giây, chậm nhất là số"
                f" {number} ({waited.total_seconds():.0f} giây): bộ xử lý nền đã dừng, hoặc bút"
                " toán được chèn lùi ngày."
            )


@dataclass(slots=True)
class _Heads:
    """Compares the chain with the heads, which come in the same order."""

    report: Report
    heads: Iterator[Head]
    given: dict[int, Head]
    start: Head
    next: Head | None = field(init=False)

    def __post_init__(self) -> None:
        self.next = next(self.heads, None)
        while self.next is not None and self.next.number < self.start.number:
            self._advance()

    def compare(self, number: int, stored: str) -> None:
        while self.next is not None and self.next.number <= number:
            if self.next.number == number:
                self._compare_one(self.next, stored)
            self._advance()
        if self.given and (head := self.given.pop(number, None)):
            self._compare_one(head, stored)

    def _advance(self) -> None:
        before, self.next = self.next, next(self.heads, None)
        if before and self.next and self.next.number < before.number:
            sentence = f"Tệp đầu chuỗi: số {self.next.number} đứng sau số {before.number}."
            self.report.add("heads_file", sentence, self.next.number)

    def end(self, number: int) -> None:
        """Tell of the heads that the journal does not reach."""
        beyond = max(self.heads, key=_number, default=None)
        for head in (self.next, beyond, *self.given.values()):
            if head is not None and (beyond is None or head.number > beyond.number):
                beyond = head
        if beyond is None or beyond.number <= number:
            return
        self.report.add(
            "truncated",
            f"Nhật ký kết thúc ở số {number}, nhưng đầu chuỗi đã xuất lúc {beyond.at} UTC là số"
            f" {beyond.number}: thiếu {beyond.number - number} bút toán cuối; nhật ký bị cắt ngắn,"
            " hoặc cơ sở dữ liệu là một bản cũ.",
            number + 1,
        )

    def _compare_one(self, head: Head, stored: str) -> None:
        if head.seal != stored:
            self.report.add(
                "head",
                f"Dấu niêm phong số {head.number} khác với đầu chuỗi đã xuất lúc {head.at} UTC.",
                head.number,
            )


def _number(head: Head) -> int:
    return head.number


def _tell_of_unsealed(report: Report, stored: Stored) -> None:
    waiting, oldest = 0, ""
    for entry_id, written_at, is_waiting in unsealed(stored):
        if is_waiting:
            waiting, oldest = waiting + 1, oldest or written_at
        else:
            sentence = f"Bút toán mã {entry_id} không có dấu niêm phong: bị chèn, hoặc mất dấu."
            report.add("inserted", sentence, entry_id=entry_id)
    for (entry_id,) in lost(stored):
        sentence = f"Bút toán mã {entry_id} đã bị xóa trước khi niêm phong."
        report.add("lost", sentence, entry_id=entry_id)
    if waiting:
        report.remarks.append(
            f"{waiting} bút toán đang chờ niêm phong, cũ nhất ghi lúc {oldest[:19]} UTC."
        )
