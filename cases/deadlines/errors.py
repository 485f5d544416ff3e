"""What the statutory clock refuses, in words a person can act on."""

from datetime import date


class DeadlineError(ValueError):
    """A date cannot be computed or a stored one cannot be read."""


class TermNotInForceError(DeadlineError):
    """No row of the term applies on that date.

    Attributes:
        term: The term or row key that was asked for.
        on: Date of the starting event.
        in_force: Row keys of the same term that are in force on that date.
    """

    def __init__(self, term: str, on: date, in_force: tuple[str, ...] = ()) -> None:
        known = f"dòng đang có hiệu lực: {', '.join(in_force)}" if in_force else "không có dòng nào"
        super().__init__(f"{term} không áp dụng cho ngày {on:%d/%m/%Y}; {known}")
        self.term = term
        self.on = on
        self.in_force = in_force


class UnknownTermError(TermNotInForceError):
    """No table has such a term; a row key was given where a term was wanted, or a typo."""

    def __init__(self, term: str, on: date, term_of_key: str | None = None) -> None:
        hint = f"; đây là một dòng của thời hạn {term_of_key}" if term_of_key else ""
        DeadlineError.__init__(self, f"không có thời hạn nào tên {term}{hint}")
        self.term = term
        self.on = on
        self.in_force = ()


class OutsideCalendarError(DeadlineError):
    """A day of which the calendar knows nothing: not even a computed holiday."""

    def __init__(self, day: date, years: range) -> None:
        known = f"từ {years[0]} đến {years[-1]}" if years else "chưa có năm nào"
        super().__init__(f"ngày {day:%d/%m/%Y} nằm ngoài lịch làm việc ({known})")


class TermTableError(DeadlineError):
    """A term table says something impossible; names the file and the row."""

    def __init__(self, file: str, row: str, problem: str) -> None:
        super().__init__(f"{file}: {row or 'bảng'}: {problem}")


class PauseError(DeadlineError):
    """A suspension that ends before it begins."""

    def __init__(self, begins: date, ends: date) -> None:
        super().__init__(
            f"tạm đình chỉ từ {begins:%d/%m/%Y} không thể kết thúc ngày {ends:%d/%m/%Y}"
        )


class ExtensionError(DeadlineError):
    """An extension that the term does not allow."""

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(f"{key}: {problem}")


class StoredComputationError(DeadlineError):
    """A stored computation cannot be read: another version, or damaged."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"bản tính thời hạn đã lưu không đọc được: {problem}")
