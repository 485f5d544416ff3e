"""Cases and petitions written past the actions, so that any combination can be tried."""

from collections.abc import Callable
from datetime import date
from itertools import count
from typing import Any

import pytest
from sqlalchemy import insert, select

from cases.folding import fold
from cases.models.case import Case
from cases.models.case_unit import CaseUnit
from cases.models.document import Document
from cases.models.party import Party
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.models.petition_text import PetitionText
from cases.models.unit import Unit
from cases.queries.search import SearchFilter, search
from cases.search.entries import index_petition
from cases.secrecy import NOT_SECRET

TODAY = date(2026, 8, 26)


@pytest.fixture
def units(office):
    """The ids of the units by code."""
    with office.database.reading() as tx:
        return dict(tx.execute(select(Unit.code, Unit.id)).all())


@pytest.fixture
def write(office, people, units) -> Callable[..., str]:
    """Write a petition with its case, or alone; return the code that is found."""
    numbers = count(501)

    def write(
        *,
        summary: str = "",
        title: str = "",
        kind: str = "complaint",
        parties: dict[str, str] | None = None,
        papers: tuple[str, ...] = (),
        unit: str = "mau-an",
        received_on: date = TODAY,
        alone: bool = False,
        **columns: Any,
    ) -> str:
        number = next(numbers)
        is_open = columns.get("secrecy", NOT_SECRET) == NOT_SECRET
        with office.database.writing() as tx:
            petition_id = _insert(
                tx,
                Petition,
                code=f"D-2026-{number:06d}",
                kind=kind,
                receiving_unit_id=units[unit],
                received_on=received_on,
                source="direct",
                registered_by_id=people["registrar"].account_id,
                registered_at=office.clock.now(),
                **columns,
            )
            if is_open:  # the database takes no word of a secret one
                row = {"petition_id": petition_id, "summary": summary, "text_f": fold(summary)}
                tx.execute(insert(PetitionText), [row])
            for role, name in (parties or {}).items() if is_open else ():
                row = {"petition_id": petition_id, "petition_kind": kind, "role": role}
                tx.execute(insert(Party), [row | {"full_name": name, "name_f": fold(name)}])
            if alone:
                owner: dict[str, int | None] = {"petition_id": petition_id, "case_id": None}
                code = f"D-2026-{number:06d}"
            else:
                code = f"{'TC' if kind == 'denunciation' else 'KN'}-2026-{number:06d}"
                case_id = _insert(
                    tx,
                    Case,
                    code=code,
                    kind=kind,
                    title=title if is_open else "",
                    title_f=fold(title) if is_open else "",
                    settling_unit_id=units[unit],
                    opened_at=office.clock.now(),
                    **{key: columns[key] for key in ("secrecy", "field") if key in columns},
                )
                joined = {"petition_id": petition_id, "case_id": case_id, "joined_on": received_on}
                tx.execute(insert(PetitionCase), [joined])
                owner = {"petition_id": None, "case_id": case_id}
            relation = {"unit_id": units[unit], "relation": "receiving", "valid_from": received_on}
            tx.execute(insert(CaseUnit), [owner | relation])
            for paper in papers:
                row = {"type": "notice", "number": paper, "recorded_at": office.clock.now()}
                tx.execute(insert(Document), [owner | row])
            index_petition(tx, petition_id)
        return code

    return write


def _insert(tx, table, **row):
    return tx.scalars(insert(table).returning(table.id), [row]).one()


@pytest.fixture
def find(office):
    """Ask for a page: ``find(people["head"], "thu hồi đất", kind="complaint")``."""

    def find(actor, text="", **filters):
        with office.database.reading() as tx:
            return search(tx, office, actor, filters=SearchFilter(text=text, **filters))

    return find


@pytest.fixture
def found(find, people) -> Callable[..., list[str]]:
    """Return the codes that the inspectorate finds."""
    return lambda text="", **filters: codes(find(people["inspectorate"], text, **filters))


def codes(page):
    return [row.code for row in page.rows]
