"""Why a unit cannot be merged."""

from cases.errors import CasesError


class MergeRefusedError(CasesError):
    """What stands in the way of a merger; ``obstacles`` as in ``MergePreview``."""

    def __init__(self, obstacles: tuple[str, ...]) -> None:
        super().__init__(*obstacles)
        self.obstacles = obstacles
