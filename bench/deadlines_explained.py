"""How many deadlines one core computes and explains in a second.

Every row of the bundled term tables, from days spread over five years of the bundled calendar:
choose the row, compute the date, word the reasons. No database; the months are not drawn, which
a page does for the few deadlines it shows. Processor time, so that a busy neighbour does not
count.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from bench.figure import Figure
from cases.deadlines.computation import compute
from cases.deadlines.explanation import explain
from cases.folder_rules import clock_rules
from cases.office import open_office
from config.settings import read_settings

FIRST_DAY = date(2022, 1, 1)
DAYS = 5 * 365
DAYS_APART = 11
ROUNDS = 5


def measure() -> Iterator[Figure]:
    """Measure some rounds of the same twelve thousand deadlines; the first one fills caches."""
    with TemporaryDirectory(prefix="donthu-bench-") as nothing_set_up:
        office = open_office(read_settings({"DONTHU_ENV": "test", "DONTHU_VAR": nothing_set_up}))
        rules = clock_rules(office)
    events = {code: event.title for code, event in office.events.items()}
    days = [FIRST_DAY + timedelta(days=offset) for offset in range(0, DAYS, DAYS_APART)]
    asked = [
        (row.key, day)
        for term in rules.terms.terms
        for row in rules.terms.rows(term)
        for day in days
        if row.is_in_force(day)
    ]
    rates = []
    for _ in range(ROUNDS + 1):
        began = process_time()
        for key, day in asked:
            computation = compute(rules.terms.row(key, day), day, rules.calendar)
            explain(computation, today=day, events=events)
        rates.append(len(asked) / (process_time() - began))
    yield Figure("deadlines_explained_per_s", round(median(rates[1:])), "/s")
