"""What can go wrong in a diagram or in one call of the engine; no library exception escapes.

Messages are Vietnamese, because rule editors and administrators read them. They hold codes,
element ids and facts, never personal values: facts are routing values by definition.
"""

from collections.abc import Iterable, Mapping


class EngineError(Exception):
    """The call is refused; nothing of it may be stored."""


class UnsafeXmlError(EngineError):
    """A file is not XML we are willing to read."""


class DiagramError(EngineError):
    """A diagram uses something the engine does not run, or is malformed.

    Attributes:
        element: Id of the element at fault; empty when it has none.
        reason: What is wrong, in Vietnamese.
    """

    def __init__(self, element: str, reason: str) -> None:
        super().__init__(f"{element}: {reason}" if element else reason)
        self.element = element
        self.reason = reason


class DeclarationError(EngineError):
    """``procedure.toml`` or ``version.toml`` lacks something or says it wrongly."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason


class ExpressionError(EngineError):
    """An expression is outside the allowed language, or cannot be evaluated."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"Biểu thức «{source[:200]}»: {reason}")
        self.source = source
        self.reason = reason


class UndeclaredFactError(EngineError):
    """A fact is read or written that the version does not declare."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Dữ kiện «{name}» chưa được khai báo trong version.toml.")
        self.name = name


class FactValueError(EngineError, ValueError):
    """A value does not fit the declaration of its fact."""

    def __init__(self, name: str, value: object, expected: str) -> None:
        super().__init__(f"Dữ kiện «{name}» phải là {expected}, không phải {value!r}.")
        self.name = name


class StepNotOpenError(EngineError):
    """The step was completed, cancelled or never existed."""

    def __init__(self, task_id: str) -> None:
        super().__init__("Bước này không còn mở: đã có người hoàn thành hoặc đã bị hủy.")
        self.task_id = task_id


class PausedError(EngineError):
    """The step waits for the end of the suspension."""

    def __init__(self, element: str) -> None:
        super().__init__(f"Vụ việc đang tạm đình chỉ; bước «{element}» phải chờ.")
        self.element = element


class StepLimitError(EngineError):
    """Automatic steps run in a circle."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"Quá {limit} bước tự động liên tiếp: có vòng lặp không có bước chờ.")
        self.limit = limit


class MessageNotAwaitedError(EngineError):
    """Nothing in the case waits for this message now."""

    def __init__(self, message: str) -> None:
        super().__init__(f"Vụ việc hiện không chờ thông điệp «{message}».")
        self.message = message


class NoRuleMatchedError(EngineError):
    """No row of a decision table covers the facts."""

    def __init__(self, decision: str, facts: Mapping[str, object]) -> None:
        super().__init__(f"Bảng quyết định «{decision}» không có dòng nào khớp với {dict(facts)}.")
        self.decision = decision
        self.facts = dict(facts)


class RulesOverlapError(EngineError):
    """Several rows of a decision table cover the facts."""

    def __init__(self, decision: str, facts: Mapping[str, object]) -> None:
        super().__init__(f"Bảng quyết định «{decision}» có nhiều dòng cùng khớp với {dict(facts)}.")
        self.decision = decision
        self.facts = dict(facts)


class CannotJumpError(EngineError):
    """The step cannot be opened by hand from where the case stands."""

    def __init__(self, element: str, reason: str) -> None:
        super().__init__(f"Không thể chuyển đến bước «{element}»: {reason}")
        self.element = element
        self.reason = reason


class CannotMigrateError(EngineError):
    """A running case does not fit the new version."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(" ".join(self.reasons))


class StateError(EngineError):
    """Stored state is damaged, of an unknown format, or of another version."""
