"""Opens a case for a petition, and starts runs on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cases.codes import next_code
from cases.database import Transaction
from cases.folding import fold
from cases.models.case import Case
from cases.models.case_unit import CaseUnit
from cases.models.petition_case import PetitionCase
from cases.models.run import Run
from cases.office import LoadedVersion, Office
from cases.rows import insert_row, insert_rows
from cases.runs.locked_run import LockedRun, lock_run
from cases.secrecy import NOT_SECRET, is_secret

LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Matter:
    """What a case is opened for.

    Attributes:
        unit_id: The unit that received the petition and settles the case.
        given: Further columns of the case.
    """

    petition_id: int
    unit_id: int
    received_on: date
    title: str
    field: object
    given: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """The new case."""

    id: int
    code: str


def open_case(
    tx: Transaction, office: Office, version: LoadedVersion, matter: Matter
) -> OpenedCase:
    """Open a case of the version's kind for a petition; the year of its code is that of receipt.

    A secret one has neither title nor field.
    """
    code = next_code(tx, version.info.case_code, matter.received_on.year)
    is_open = not is_secret(str(matter.given.get("secrecy", NOT_SECRET)))
    title = matter.title[:LONGEST_TITLE] if is_open else ""
    row = {
        **matter.given,
        "code": code,
        "kind": version.info.kind,
        "title": title,
        "title_f": fold(title),
        "field": matter.field if is_open else None,
        "settling_unit_id": matter.unit_id,
        "opened_at": office.clock.now(),
    }
    case_id = insert_row(tx, Case, row)
    joined = {
        "petition_id": matter.petition_id,
        "case_id": case_id,
        "joined_on": matter.received_on,
    }
    insert_rows(tx, PetitionCase, [joined])
    related = [
        {
            "case_id": case_id,
            "unit_id": matter.unit_id,
            "relation": relation,
            "valid_from": matter.received_on,
        }
        for relation in ("receiving", "settling")
    ]
    insert_rows(tx, CaseUnit, related)
    return OpenedCase(case_id, code)


def start_run(
    tx: Transaction, office: Office, version: LoadedVersion, subject: tuple[str, int]
) -> LockedRun:
    """Insert a run that has no state yet, and lock it."""
    row = {
        "version_id": version.id,
        "subject_kind": subject[0],
        "subject_id": subject[1],
        "state": b"",
        "started_at": office.clock.now(),
    }
    return lock_run(tx, office, insert_row(tx, Run, row))
