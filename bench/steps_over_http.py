"""What a person waits for when a step or a petition is sent, and what it does to the database.

The step is the acceptance: it asks a form of two dozen fields, records one event, closes a
deadline, opens another and leaves one subprocess for the next. Each is sent to another case, so
that nothing is answered from memory; the session, the right, the form, the events and deadlines
are all in the time. Statements and commits are counted inside the server.
"""

from collections.abc import Iterator
from itertools import count

from bench import walk
from bench.commit_floor import CommitFloor
from bench.counting_server import FINISH
from bench.figure import Figure, middle
from bench.mass import copy_case
from bench.prepared_office import INTAKE, PreparedOffice, prepared_office
from bench.served_office import Browser, ServedOffice, served

MEASURED = walk.STEP["accept"]
STEPS = 200
REGISTRATIONS = 50
WARMING_UP = 10

_tokens = count(1)


def measure() -> Iterator[Figure]:
    """Send the same step to many cases, then petitions, then every step of one case."""
    with prepared_office() as prepared:
        template = walk.case_before(prepared, MEASURED.element)
        cases = copy_case(prepared.office, template, STEPS + WARMING_UP)
        floor = CommitFloor(prepared.office.settings.var)
        with served(prepared.office, prepared.environ) as server:
            times = _send_steps(prepared, server, cases, floor)
            registrations = _send_petitions(prepared, server)
            _send_a_walk(prepared, server)
        floor.close()
    finished = [one for one in server.requests if one.endpoint == FINISH]
    measured, of_the_walk = finished[WARMING_UP : WARMING_UP + STEPS], finished[-len(walk.STEPS) :]
    yield middle("step_http_ms", times)
    yield middle("commit_floor_ms", floor.milliseconds)
    yield Figure("step_http_sql", max(one.statements for one in measured), "statements")
    yield Figure("step_http_commits", max(one.commits for one in measured), "commits")
    yield Figure("step_http_sql_most", max(one.statements for one in of_the_walk), "statements")
    yield middle("create_http_ms", registrations)


def _send_steps(
    prepared: PreparedOffice, server: ServedOffice, cases: range, floor: CommitFloor
) -> list[float]:
    waiting = walk.waiting_steps(prepared, cases)
    values = walk.typed(prepared, MEASURED)
    browser = server.browser(prepared.people[MEASURED.person])
    times = []
    for run_id, task_id in waiting:
        floor.commit_one_row()
        times.append(browser.post(f"/buoc/{run_id}/{task_id}", values).milliseconds)
    browser.close()
    return times[WARMING_UP:]


def _send_petitions(prepared: PreparedOffice, server: ServedOffice) -> list[float]:
    browser = server.browser(prepared.people[walk.INTAKE.person])
    times = [_register(prepared, browser) for _ in range(REGISTRATIONS + WARMING_UP)]
    browser.close()
    return times[WARMING_UP:]


def _register(prepared: PreparedOffice, browser: Browser) -> float:
    values = {"_token": [f"posted-{next(_tokens)}"], **walk.typed(prepared, walk.INTAKE)}
    return browser.post(f"/tiep-nhan-don/{INTAKE}", values).milliseconds


def _send_a_walk(prepared: PreparedOffice, server: ServedOffice) -> None:
    petition_id = walk.register(prepared).petition_id
    for step in walk.STEPS:
        run_id, task_id = walk.waiting_step(prepared, petition_id, step.element)
        browser = server.browser(prepared.people[step.person])
        browser.post(f"/buoc/{run_id}/{task_id}", walk.typed(prepared, step))
        browser.close()
