"""Refuses papers that nothing about a denunciation may hold, before a byte of them is kept."""

from collections.abc import Iterable

from cases.errors import SubmissionRefusedError
from cases.office import Office
from cases.runs.locked_run import LockedRun
from forms.denunciations import ARTICLE, DENUNCIATION
from forms.submission import FieldError


def refuse_papers(office: Office, run: LockedRun, types: Iterable[str]) -> None:
    """Refuse types of document that are not on the list, whatever form asks for them.

    Triage serves petitions of every kind with the same forms.

    Raises:
        SubmissionRefusedError: Naming each type.
    """
    if run.kind != DENUNCIATION:
        return
    wrong = sorted(set(types) - set(office.denunciations.papers))
    if wrong:
        titles = [office.documents[one].title for one in wrong]
        problem = f"chỉ giữ trong hồ sơ giấy; bỏ số, ngày và bản quét ({ARTICLE})"
        raise SubmissionRefusedError(
            [FieldError("", title, f"{title}: {problem}") for title in titles]
        )
