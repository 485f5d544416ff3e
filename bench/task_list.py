"""The task list of an officer in whose unit ten thousand steps wait for the same role."""

from collections.abc import Iterator
from time import perf_counter

from bench import walk
from bench.figure import Figure, middle
from bench.mass import copy_case
from bench.prepared_office import PreparedOffice, prepared_office
from bench.served_office import served
from cases.queries.work_list import WorkFilter, work_list

ITEMS = 10_000
REPEATED = 40
WARMING_UP = 5
FIRST = walk.STEP["accept"]


def measure() -> Iterator[Figure]:
    """Open the page over HTTP, then ask the query behind it alone."""
    with prepared_office() as prepared:
        copy_case(prepared.office, walk.case_before(prepared, FIRST.element), ITEMS - 1)
        with served(prepared.office, prepared.environ) as server:
            browser = server.browser(prepared.people[FIRST.person])
            pages = [browser.get("/viec-cua-toi") for _ in range(REPEATED + WARMING_UP)]
            browser.close()
        yield middle("task_list_10k_ms", [page.milliseconds for page in pages[WARMING_UP:]])
        times = [_query(prepared) for _ in range(REPEATED + WARMING_UP)]
        yield middle("task_list_10k_query_ms", times[WARMING_UP:])


def _query(prepared: PreparedOffice) -> float:
    began = perf_counter()
    with prepared.office.database.reading() as tx:
        work_list(tx, prepared.office, prepared.people[FIRST.person], filters=WorkFilter())
    return (perf_counter() - began) * 1000
