"""Sorts the answers of a form: facts, events, records, assignments, and the rest."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from cases.runs.recorded_events import NewEvent
from engine.values import Scalar
from forms.fields import Field, Form
from forms.submission import Submission, UploadedFile


@dataclass(slots=True)
class FiledAnswers:
    """The answers of one form by where they belong.

    Attributes:
        facts: Declared facts the form sets.
        events: Events in the order of the form, each on its legal date.
        records: Record -> column -> value, such as ``decision`` -> ``number``.
        parties: Role -> column -> value; only complaints and feedback have authors.
        assignments: Name of a task -> account that shall do it.
        files: Uploaded files in the order of the form.
        file_types: For each of them the type of document its field names, if it names one.
        answers: Field key -> value for everything that has no other home.
        codes: What was chosen, in words, for the one-line summary of the step.
    """

    facts: dict[str, Scalar] = field(default_factory=dict)
    events: list[NewEvent] = field(default_factory=list)
    records: dict[str, dict[str, object]] = field(default_factory=dict)
    parties: dict[str, dict[str, str]] = field(default_factory=dict)
    assignments: dict[str, int] = field(default_factory=dict)
    files: list[UploadedFile] = field(default_factory=list)
    file_types: list[str | None] = field(default_factory=list)
    answers: dict[str, object] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)

    @property
    def typed_files(self) -> Iterator[tuple[str | None, UploadedFile]]:
        """The files, each with the type of document that its field names."""
        return zip(self.file_types, self.files, strict=True)

    def record(self, name: str) -> dict[str, object]:
        """Return the columns the form gives for a record; empty when it gives none."""
        return self.records.get(name, {})


def file_answers(form: Form, submission: Submission) -> FiledAnswers:
    """Sort the values of a submission that has no errors."""
    filed = FiledAnswers()
    for one in form.fields:
        if one.key in submission.values:
            value = submission.values[one.key]
            _file(filed, one, value, is_kept=one.key not in form.unkept)
    return filed


def _file(filed: FiledAnswers, asked: Field, value: object, *, is_kept: bool) -> None:
    if value is None or value in ("", ()):
        return
    if asked.fact:
        filed.facts[asked.fact] = _scalar(value)
    if asked.event and isinstance(value, date):
        filed.events.append(NewEvent(asked.event, value))
    if asked.options:
        filed.codes.extend(_choice_in_words(asked, value))
    files = [one for one in _several(value) if isinstance(one, UploadedFile)]
    if files:
        filed.files.extend(files)
        filed.file_types.extend([asked.document] * len(files))
    elif asked.record:
        _file_record(filed, asked, value)
    elif not asked.fact and not asked.event and is_kept:
        filed.answers[asked.key] = storable(value)


def _several(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


def _choice_in_words(asked: Field, value: object) -> Iterator[str]:
    """Say what was chosen where it routes or decides the case; a "no" goes without saying.

    What the petition records stands on the page of the case already, other answers below their
    step.
    """
    record = asked.record or ""
    if record.startswith("petition.") or not (asked.fact or record):
        return
    if isinstance(value, str):
        yield asked.option_label(value)
    elif value is True:
        yield asked.label


def _file_record(filed: FiledAnswers, asked: Field, value: object) -> None:
    parts = (asked.record or "").split(".")
    if parts[0] == "party":
        filed.parties.setdefault(parts[1], {})[parts[2]] = str(value)
    elif parts[0] == "assignment":
        filed.assignments[parts[1]] = int(str(value))
    elif asked.record in {"decision.content", "note.text"}:
        filed.answers[asked.key] = storable(value)  # wording names people: erasable
    else:
        stored = " ".join(map(str, value)) if isinstance(value, tuple) else value
        filed.records.setdefault(parts[0], {})[parts[1]] = stored


def _scalar(value: object) -> Scalar:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return int(value)
    msg = f"not a routing value: {type(value).__name__}"
    raise TypeError(msg)


def storable(value: object) -> object:
    """Turn a form value into what JSON can hold, without losing digits."""
    if isinstance(value, date | Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [storable(each) for each in value]
    if isinstance(value, Mapping):
        return {key: storable(each) for key, each in value.items()}
    return value
