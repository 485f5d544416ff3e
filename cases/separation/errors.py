"""What keeps a person from a step, whatever role they hold."""

from cases.errors import CasesError


class OwnMatterError(CasesError):
    """The record is about the person: they do no step of it.

    Attributes:
        step: Name of the step.
    """

    def __init__(self, step: str) -> None:
        super().__init__(step)
        self.step = step


class OverrideRefusedError(CasesError):
    """Two steps stay apart: somebody else could do the second, or nobody is kept from it.

    Attributes:
        others: Names of who could do it.
    """

    def __init__(self, others: tuple[str, ...]) -> None:
        super().__init__(len(others))
        self.others = others
