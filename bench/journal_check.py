"""A journal of a million entries, sealed by the worker, checked by its program."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from bench.figure import Figure
from bench.prepared_office import prepared_office
from cases.actor import Actor
from cases.journal.sealing import export_head, seal_next
from cases.models.journal_entry import JournalEntry
from cases.office import Office
from cases.queries.journal_page import JournalFilter, journal_page
from cases.rows import insert_rows

ENTRIES = 1_000_000
ROWS_AT_ONCE = 20_000
ROOT = Path(__file__).parents[1]


def measure() -> Iterator[Figure]:
    """Write and seal the entries; then check them as an operator does, in a process of its own."""
    with prepared_office() as prepared:
        office = prepared.office
        _write(office, next(iter(prepared.people.values())).account_id)
        while seal_next(office, most=ROWS_AT_ONCE):
            pass
        export_head(office)
        inspector = prepared.people["buithih"]
        yield Figure("journal_page_1m_ms", _slowest_page(office, inspector), "ms")
        began = perf_counter()
        processor_seconds, megabytes = _check(office)
        yield Figure("journal_verify_1m_s", round(perf_counter() - began, 1), "s")
        yield Figure("journal_verify_1m_cpu_s", processor_seconds, "s")
        yield Figure("journal_verify_1m_mb", megabytes, "MB")


def _write(office: Office, account_id: int) -> None:
    start = office.clock.now() - timedelta(seconds=ENTRIES)
    for first in range(0, ENTRIES, ROWS_AT_ONCE):
        instants = [start + timedelta(seconds=first + number) for number in range(ROWS_AT_ONCE)]
        rows = [
            {
                "office_at": at,
                "written_at": at,
                "account_id": account_id,
                "on_behalf_of_id": None,
                "address": "10.20.30.40",
                "action": "complete_step",
                "subject_kind": "case",
                "subject_id": number % 5_000,
                "detail": '{"run":17,"step":"verify_report","facts":["handling","remote"],'
                '"events":[["verification_reported","2026-08-26"]]}',
            }
            for number, at in enumerate(instants)
        ]
        with office.database.writing() as tx:
            insert_rows(tx, JournalEntry, rows)


def _slowest_page(office: Office, inspector: Actor) -> float:
    """Return how long the slowest of several questions takes, each the median of five times."""
    today = office.today()
    questions = (
        JournalFilter(since=today, until=today),
        JournalFilter(since=today - timedelta(days=7), until=today - timedelta(days=7)),
        JournalFilter(person=inspector.name),
        JournalFilter(action="complete_step", until=today - timedelta(days=5)),
        JournalFilter(action="publish_version"),
        JournalFilter(action="complete_step", person=inspector.name, since=today),
    )
    return max(_median(office, inspector, question) for question in questions)


def _median(office: Office, inspector: Actor, question: JournalFilter) -> float:
    times = []
    for _ in range(5):
        began = perf_counter()
        with office.database.reading() as tx:
            journal_page(tx, office, inspector, question)
        times.append((perf_counter() - began) * 1000)
    return round(median(times), 1)


def _check(office: Office) -> tuple[float, float]:
    """Return the processor time that the check took, and the most memory, in megabytes."""
    settings = office.settings
    script = (
        "import sys, time, proof.__main__ as m; code = m.main(sys.argv[1:]); "
        "lines = open('/proc/self/status').read().splitlines(); "
        "print(time.process_time(), next(line.split()[1] for line in lines if 'VmHWM' in line)); "
        "sys.exit(code)"
    )
    done = subprocess.run(
        [
            *(sys.executable, "-c", script),
            *("--database", office.database.url.render_as_string(hide_password=False)),
            *("--keys", str(settings.journal_keys)),
            *("--heads", str(settings.journal_heads)),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, kilobytes = done.stdout.splitlines()[-1].split()
    return round(float(seconds), 1), round(int(kilobytes) / 1024, 1)
