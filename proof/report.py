"""What a check found, in Vietnamese sentences."""

from dataclasses import dataclass, field

MOST_SHOWN = 100
"""So many faults are told one by one; all are counted."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where the journal is not what was sealed.

    Attributes:
        kind: ``changed``, ``deleted``, ``gap``, ``inserted``, ``lost``, ``truncated``, ``head``,
            ``key`` or ``heads_file``.
        sentence: What is wrong, and with which entry.
        number: Sealed number of the entry, if it has one.
        entry_id: Its id in the table.
    """

    kind: str
    sentence: str
    number: int | None = None
    entry_id: int | None = None


@dataclass(slots=True)
class Report:
    """The outcome of one check.

    Attributes:
        checked: Entries whose seal was computed anew.
        number: Last sealed number.
        seal: The seal that stands there.
        sealed_at: When it was made, UTC.
        fault_count: All faults; ``faults`` holds the first ones.
        remarks: What is no fault, but should be known.
    """

    checked: int = 0
    number: int = 0
    seal: str = ""
    sealed_at: str = ""
    fault_count: int = 0
    faults: list[Fault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing was found."""
        return self.fault_count == 0

    def add(
        self, kind: str, sentence: str, number: int | None = None, entry_id: int | None = None
    ) -> None:
        """Count a fault, and keep it if it is one of the first."""
        self.fault_count += 1
        if len(self.faults) < MOST_SHOWN:
            self.faults.append(Fault(kind, sentence, number, entry_id))

    def lines(self) -> list[str]:
        """Return everything as it is printed."""
        lines = [fault.sentence for fault in self.faults]
        more = self.fault_count - len(self.faults)
        if more:
            lines.append(f"... và {more} chỗ sai khác nữa.")
        lines += self.remarks
        reached = f"đến số {self.number}" if self.number else "chưa có bút toán nào được niêm phong"
        if self.is_whole:
            lines.append(f"Nhật ký nguyên vẹn: đã kiểm tra {self.checked} bút toán, {reached}.")
        else:
            lines.append(
                f"NHẬT KÝ KHÔNG CÒN NGUYÊN VẸN: {self.fault_count} chỗ sai trong"
                f" {self.checked} bút toán, {reached}."
            )
        return lines
