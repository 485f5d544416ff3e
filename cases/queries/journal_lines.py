"""Journal entries with the names of what they mention by number: people, records, steps."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, select

from cases.database import Transaction
from cases.delegations.ends import END_TITLES
from cases.models.account import Account
from cases.models.case import Case
from cases.models.petition import Petition
from cases.models.run import Run
from cases.models.trouble_report import TroubleReport
from cases.models.unit import Unit
from cases.office import LoadedVersion, Office
from cases.trouble.asked import KINDS
from cases.trouble.states import STATE_TITLES

STEPS = ("step", "element")
PEOPLE = ("from", "to")


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One entry.

    Attributes:
        number: Its sealed number; ``None`` while it waits.
        name: Who acted; ``None`` for the system itself.
        on_behalf_of: Who had delegated the power (TUQ.).
        record: Code of the case or petition, or name of the unit or person, it is about.
        is_record: ``record`` is a code that has a page.
        parts: The detail, numbers of people, steps and the like replaced by names.
    """

    id: int
    number: int | None
    office_at: datetime
    written_at: datetime
    name: str | None
    on_behalf_of: str | None
    address: str
    action: str
    record: str
    is_record: bool
    parts: Mapping[str, object]


def to_lines(tx: Transaction, office: Office, rows: Sequence[Any]) -> tuple[JournalLine, ...]:
    """Put names to the numbers of some entries, a statement per kind of name."""
    details = [_read(row.detail) for row in rows]
    runs = _runs(tx, office, rows, details)
    subjects = [_subject(row, runs) for row in rows]
    codes = _codes(tx, subjects)
    people = _named(
        tx, Account.id, Account.full_name, (part[key] for part in details for key in PEOPLE)
    )
    return tuple(
        JournalLine(
            id=row.id,
            number=row.number,
            office_at=row.office_at,
            written_at=row.written_at,
            name=row.name,
            on_behalf_of=row.on_behalf_of,
            address=row.address,
            action=row.action,
            record=codes.get(subject, ""),
            is_record=subject[0] in {"case", "petition"},
            parts=_parts(detail, runs.get(detail["run"] or _run_of(row)), people, office),
        )
        for row, detail, subject in zip(rows, details, subjects, strict=True)
    )


class _Detail(dict[str, Any]):
    """A detail in which what is missing is nothing."""

    def __missing__(self, key: str) -> None:
        return None


def _read(text: str) -> _Detail:
    return _Detail(json.loads(text))


@dataclass(frozen=True, slots=True)
class _RunOf:
    subject: tuple[str, int]
    version: LoadedVersion


def _run_of(row: Any) -> int | None:  # noqa: ANN401 - a row
    return row.subject_id if row.subject_kind == "run" else None


def _runs(
    tx: Transaction, office: Office, rows: Sequence[Any], details: Sequence[_Detail]
) -> dict[int | None, _RunOf]:
    wanted = {detail["run"] or _run_of(row) for row, detail in zip(rows, details, strict=True)}
    columns = (Run.id, Run.subject_kind, Run.subject_id, Run.version_id)
    found = tx.execute(select(*columns).where(Run.id.in_(wanted - {None}))).all()
    return {
        run.id: _RunOf((run.subject_kind, run.subject_id), office.version(tx, run.version_id))
        for run in found
    }


def _subject(row: Any, runs: Mapping[int | None, _RunOf]) -> tuple[str, int]:  # noqa: ANN401
    subject = (row.subject_kind or "", row.subject_id or 0)
    run = runs.get(_run_of(row))
    return run.subject if run else subject


def _codes(tx: Transaction, subjects: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    wanted = set(subjects)
    columns: Mapping[str, tuple[Any, Any]] = {
        "case": (Case.id, Case.code),
        "petition": (Petition.id, Petition.code),
        "unit": (Unit.id, Unit.name),
        "account": (Account.id, Account.full_name),
        "trouble": (TroubleReport.id, "Báo lỗi số " + cast(TroubleReport.id, String)),
    }
    return {
        (kind, number): name
        for kind, (key, title) in columns.items()
        for number, name in _named(
            tx, key, title, (number for one, number in wanted if one == kind)
        ).items()
    }


def _named(
    tx: Transaction,
    key: Any,  # noqa: ANN401 - a column
    title: Any,  # noqa: ANN401 - a column
    numbers: Iterable[object],
) -> dict[int, str]:
    wanted = {number for number in numbers if isinstance(number, int)}
    if not wanted:
        return {}
    return {row[0]: row[1] for row in tx.execute(select(key, title).where(key.in_(wanted)))}


def _parts(
    detail: _Detail, run: _RunOf | None, people: Mapping[int, str], office: Office
) -> dict[str, object]:
    parts = {name: value for name, value in detail.items() if name != "run"}
    words = _Words(office, run, people)
    for name, tell in _TOLD.items():
        if parts.get(name) is not None:
            parts[name] = tell(words, parts[name])
    return parts


@dataclass(frozen=True, slots=True)
class _Words:
    """Puts names to codes and numbers; what it does not know it leaves as it is."""

    office: Office
    run: _RunOf | None
    people: Mapping[int, str]

    def step(self, element: object) -> object:
        is_element = self.run is not None and isinstance(element, str)
        return self.run.version.step_name(str(element)) if self.run and is_element else element

    def facts(self, names: object) -> object:
        declared = self.run.version.info.facts if self.run else {}
        return [declared[name].title if name in declared else name for name in _several(names)]

    def events(self, events: object) -> object:
        return [_event(self.office, event) for event in _several(events)]

    def person(self, account_id: object) -> object:
        return (
            self.people.get(account_id, account_id) if isinstance(account_id, int) else account_id
        )

    def roles(self, codes: object) -> object:
        return [self.office.role_title(code) for code in _several(codes)]

    def kind(self, code: object) -> object:
        return self.office.lists.kinds.get(str(code), str(code))

    def ground(self, code: object) -> object:
        found = self.office.lock_grounds.get(str(code))
        return f"{found.title} ({found.article})" if found else code

    def fields(self, changes: object) -> object:
        titles = self._field_titles()
        return [
            change | {"field": titles.get(change["field"], change["field"])}
            if isinstance(change, dict)
            else titles.get(str(change), change)
            for change in _several(changes)
        ]

    def _field_titles(self) -> Mapping[str, str]:
        forms = self.run.version.forms.values() if self.run else ()
        return {field.key: field.label for form in forms for field in form.fields}

    def trouble_kind(self, code: object) -> object:
        return KINDS.get(str(code), code)

    def trouble_state(self, code: object) -> object:
        return STATE_TITLES.get(str(code), code)

    def kinds(self, codes: object) -> object:
        return [self.kind(code) for code in _several(codes)]

    def powers(self, codes: object) -> object:
        powers = self.office.delegable.powers
        return [powers[code].short if code in powers else code for code in _several(codes)]

    def end(self, code: object) -> object:
        return END_TITLES.get(str(code), code)

    def day(self, day: object) -> object:
        return _day(str(day))


_TOLD: Mapping[str, Callable[[_Words, object], object]] = {
    **dict.fromkeys((*STEPS, "message"), _Words.step),
    **dict.fromkeys(PEOPLE, _Words.person),
    "facts": _Words.facts,
    "events": _Words.events,
    "fields": _Words.fields,
    "roles": _Words.roles,
    "kind": _Words.kind,
    "day": _Words.day,
    "trouble_kind": _Words.trouble_kind,
    "trouble_state": _Words.trouble_state,
    "ground": _Words.ground,
    "scope": _Words.kinds,
    "powers": _Words.powers,
    "end": _Words.end,
    **dict.fromkeys(("first_day", "last_day"), _Words.day),
}
"""Part of a detail -> how it is told."""


def _several(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _event(office: Office, event: object) -> str:
    code, *days = _several(event)
    title = office.events[code].title if code in office.events else code
    told = " → ".join(_day(str(day)) for day in days)
    return f"{title} ({told})" if told else title


def _day(day: str) -> str:
    year, _, rest = day.partition("-")
    month, _, number = rest.partition("-")
    return f"{number}/{month}/{year}" if number else day
