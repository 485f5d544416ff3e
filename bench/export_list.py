"""Fifty thousand rows as a spreadsheet, written by the worker as it is for people who wait."""

from collections.abc import Iterator
from time import perf_counter

from bench import walk
from bench.figure import Figure
from bench.mass import copy_case
from bench.prepared_office import PreparedOffice, prepared_office
from reports.exports.ask import ask_for_export
from reports.exports.own_exports import own_export
from reports.exports.write import write_export
from reports.sheets import open_sheet

ROWS = 50_000
LISTS = (
    ("export_50k_s", "my_work", {}),
    ("export_50k_register_s", "register", {"register": "received"}),
)


def measure() -> Iterator[Figure]:
    """Write the task list of an officer, then the register of petitions with all its columns."""
    with prepared_office() as prepared:
        step = walk.STEP["accept"]
        copy_case(prepared.office, walk.case_before(prepared, step.element), ROWS - 1)
        for name, code, asked in LISTS:
            yield Figure(name, round(_seconds(prepared, step.person, code, asked), 2), "s")


def _seconds(prepared: PreparedOffice, person: str, code: str, asked: dict[str, str]) -> float:
    office, actor = prepared.office, prepared.people[person]
    with office.database.reading() as tx:
        sheet = open_sheet(tx, office, actor, code=code, asked=asked)
    with office.database.writing() as tx:
        export_id = ask_for_export(tx, office, actor, code=code, asked=asked, sheet=sheet)
    began = perf_counter()
    write_export(office, export_id)
    took = perf_counter() - began
    with office.database.reading() as tx:
        written = own_export(tx, office, actor, export_id=export_id)
    if (written.state, written.written) != ("done", ROWS):
        message = f"{written.state}: {written.written} rows instead of {ROWS}"
        raise RuntimeError(message)
    return took
