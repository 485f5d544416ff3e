"""Writes the file of one export, and tells how far it is."""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from time import perf_counter
from typing import Any

from sqlalchemy import CursorResult, and_, or_, update

from cases.errors import CasesError
from cases.models.export import Export
from cases.office import Office
from cases.queries.actors import actor_with_account
from reports.exports.files import file_of, unfinished_file_of
from reports.sheet import Sheet, write_sheet
from reports.sheets import open_sheet
from reports.spreadsheet import Cell

BEAT_SECONDS = 0.5
SIGN_OF_LIFE = timedelta(seconds=30)
"""Whoever has given no sign for so long was killed."""
MOST_ATTEMPTS = 3
OWNER_ONLY = 0o600


class _TakenError(Exception):
    """Somebody else took this one for dead and began anew."""


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One try at an export; ``number`` tells it from an earlier one that was taken for dead."""

    export_id: int
    number: int
    account_id: int
    list_code: str
    asked: str
    token: str


def write_export(office: Office, export_id: int) -> bool:
    """Write one file; return whether there was something to do.

    The list is read anew with the rights that the person has now. The file is written beside its
    place and moved there when it is whole, so a kill leaves nothing half done: whoever comes half
    a minute later begins anew, three times at most.
    """
    attempt = _begin(office, export_id)
    if attempt is None:
        return False
    try:
        size = _write(office, attempt)
    except _TakenError:
        return False
    except CasesError:
        _end(office, attempt, state="failed", problem="not_allowed")
    except Exception:
        _end(office, attempt, state="failed", problem="unexpected")
        raise
    else:
        _end(office, attempt, state="done", size=size)
    return True


def _begin(office: Office, export_id: int) -> _Attempt | None:
    """Take the export, unless somebody else is at work on it."""
    now = office.clock.written_at()
    is_free = or_(
        Export.state == "waiting",
        and_(Export.state == "writing", Export.beat_at < now - SIGN_OF_LIFE),
    )
    with office.database.writing() as tx:
        taken = tx.execute(
            update(Export)
            .where(Export.id == export_id, is_free)
            .values(state="writing", beat_at=now, attempts=Export.attempts + 1, written_count=0)
            .returning(Export)
        ).scalar_one_or_none()
        if taken is None:
            return None
        if taken.attempts > MOST_ATTEMPTS:
            taken.state, taken.problem, taken.finished_at = "failed", "killed", now
            tx.flush()
            return None
        return _Attempt(
            export_id=taken.id,
            number=taken.attempts,
            account_id=taken.account_id,
            list_code=taken.list_code,
            asked=taken.asked,
            token=taken.token,
        )


def _write(office: Office, attempt: _Attempt) -> int:
    var = office.settings.var
    unfinished = unfinished_file_of(var, attempt.token, attempt.number)
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY)
        with os.fdopen(handle, "wb") as target, office.database.reading() as tx:
            person = actor_with_account(tx, office, account_id=attempt.account_id)
            asked = json.loads(attempt.asked)
            sheet = open_sheet(tx, office, person, code=attempt.list_code, asked=asked)
            write_sheet(target, _counted(office, attempt, sheet), office, person)
        size = unfinished.stat().st_size
        unfinished.replace(file_of(var, attempt.token))
    finally:
        unfinished.unlink(missing_ok=True)
    return size


def _counted(office: Office, attempt: _Attempt, sheet: Sheet) -> Sheet:
    """Return the same list, which tells how far it has been read."""
    _note(office, attempt, total_count=sheet.total)

    def rows() -> Iterator[Sequence[Cell]]:
        told_at = perf_counter()
        for number, row in enumerate(sheet.rows, 1):
            yield row
            if perf_counter() - told_at > BEAT_SECONDS:
                _note(office, attempt, written_count=number)
                told_at = perf_counter()
        _note(office, attempt, written_count=sheet.total)

    return replace(sheet, rows=rows())


def _note(office: Office, attempt: _Attempt, **values: Any) -> None:  # noqa: ANN401 - columns
    """Write down how far this attempt is.

    Raises:
        _TakenError: It is not this attempt's any more.
    """
    mine = (Export.id == attempt.export_id, Export.attempts == attempt.number)
    with office.database.writing() as tx:
        done = tx.execute(
            update(Export)
            .where(*mine, Export.state == "writing")
            .values(beat_at=office.clock.written_at(), **values)
        )
        is_mine = isinstance(done, CursorResult) and done.rowcount == 1
    if not is_mine:
        raise _TakenError


def _end(office: Office, attempt: _Attempt, **values: Any) -> None:  # noqa: ANN401 - columns
    _note(office, attempt, finished_at=office.clock.written_at(), **values)
