"""Steps that people send while the worker sweeps 2,000 due runs on the same SQLite file."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from sqlalchemy import func, select

from bench import walk
from bench.counting_server import FINISH, CountedRequest
from bench.figure import Figure
from bench.mass import copy_case, make_due
from bench.prepared_office import PreparedOffice, prepared_office
from bench.served_office import served
from cases.models.notice import Notice

DUE = 2_000
STEPS = 200
MEASURED = walk.STEP["accept"]
SECONDS_TO_BEGIN = 120


class SweepNotRunningError(Exception):
    """The sweep had not begun, or was over, so nothing was measured beside it."""


def measure() -> Iterator[Figure]:
    """Send 200 steps one after the other and take the slowest of twenty."""
    with prepared_office() as prepared:
        template = walk.case_before(prepared, MEASURED.element)
        make_due(prepared.office, copy_case(prepared.office, template, DUE))
        measured = beside_a_sweep(prepared, copy_case(prepared.office, template, STEPS))
        times = measured.milliseconds
        yield Figure("step_during_sweep_p95_ms", round(quantiles(times, n=20)[-1], 1), "ms")


@dataclass(frozen=True, slots=True)
class Measured:
    """How long each step took, and what it did to the database."""

    milliseconds: list[float]
    requests: list[CountedRequest]


def beside_a_sweep(prepared: PreparedOffice, cases: range) -> Measured:
    """Send a step to each case while a worker in its own process fires what is due.

    Raises:
        UnexpectedAnswerError: A step was refused, for instance because the database was locked.
        SweepNotRunningError: The sweep did not last as long as the steps.
    """
    waiting = walk.waiting_steps(prepared, cases)
    values = walk.typed(prepared, MEASURED)
    with served(prepared.office, prepared.environ) as server:
        browser = server.browser(prepared.people[MEASURED.person])
        with _sweeping(prepared) as worker:
            times = [
                browser.post(f"/buoc/{run_id}/{task_id}", values).milliseconds
                for run_id, task_id in waiting
            ]
            if worker.poll() is not None:
                raise SweepNotRunningError
        browser.close()
    return Measured(times, [one for one in server.requests if one.endpoint == FINISH])


@contextmanager
def _sweeping(prepared: PreparedOffice) -> Iterator[subprocess.Popen[bytes]]:
    environ: Mapping[str, str] = {**os.environ, **prepared.environ}
    command = [sys.executable, "-m", "app.cli", "worker", "--once"]
    root = Path(__file__).parent.parent
    worker = subprocess.Popen(command, env=environ, cwd=root, stdout=subprocess.DEVNULL)
    try:
        _wait_for_the_first_notice(prepared, worker)
        yield worker
    finally:
        worker.terminate()
        worker.wait()


def _wait_for_the_first_notice(prepared: PreparedOffice, worker: subprocess.Popen[bytes]) -> None:
    give_up_at = time.monotonic() + SECONDS_TO_BEGIN
    while time.monotonic() < give_up_at and worker.poll() is None:
        with prepared.office.database.reading() as tx:
            if tx.scalar(select(func.count()).select_from(Notice)):
                return
        time.sleep(0.05)
    raise SweepNotRunningError
