"""Refuses one answer for what the law says about the case."""

from cases.errors import SubmissionRefusedError
from cases.runs.locked_run import LockedRun
from forms.submission import FieldError


def refused_at(run: LockedRun, key: str, problem: str) -> SubmissionRefusedError:
    """Return the refusal of the answer ``key`` of some form of the run's version.

    Args:
        run: The run.
        key: Key of the field.
        problem: What is wrong, to follow the label of the field; with the article.
    """
    fields = (one for form in run.version.forms.values() for one in form.fields)
    label = next((one.label for one in fields if one.key == key), "")
    return SubmissionRefusedError([FieldError(key, label, f"{label} {problem}".strip())])
