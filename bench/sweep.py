"""The sweep of due timers among many open runs: its cost is that of the due ones."""

from collections.abc import Iterator
from time import perf_counter

from sqlalchemy import event

from bench import walk
from bench.figure import Figure
from bench.mass import copy_case, make_due
from bench.prepared_office import prepared_office
from cases.sweeps.due_timers import sweep

FEW, MANY = 2_000, 20_000
DUE = 100


def measure() -> Iterator[Figure]:
    """Sweep 100 due runs among 2,000 open ones, then 100 more among 20,000."""
    with prepared_office() as prepared:
        template = walk.case_before(prepared, "accept")
        for open_runs, name in ((FEW, "sweep_2k"), (MANY, "sweep_20k")):
            cases = copy_case(prepared.office, template, open_runs)
            make_due(prepared.office, cases[:DUE])
            statements = StatementCount()
            event.listen(prepared.office.database.engine, "before_cursor_execute", statements)
            began = perf_counter()
            sweep(prepared.office)
            yield Figure(f"{name}_s", round(perf_counter() - began, 3), "s")
            event.remove(prepared.office.database.engine, "before_cursor_execute", statements)
            yield Figure(f"{name}_sql", statements.number, "statements")


class StatementCount:
    """Counts what is sent to a database."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, *_: object) -> None:
        """Count one statement."""
        self.number += 1
