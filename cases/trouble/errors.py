"""What can go wrong with a trouble report."""

from cases.errors import CasesError


class TroubleMovedError(CasesError):
    """The trouble report has come into another state since the page was opened."""

    def __init__(self, report_id: int) -> None:
        super().__init__(report_id)
        self.report_id = report_id
