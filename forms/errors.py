"""What the readers of single answers raise; it never leaves the package."""


class RefusedAnswerError(ValueError):
    """An answer that cannot be kept; the message tells the person what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
