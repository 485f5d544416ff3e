"""Every number of a hundred thousand people encrypted anew, in batches, killed once half way."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from sqlalchemy import select

from bench.figure import Figure
from bench.prepared_office import prepared_office
from cases.actor import Actor
from cases.database import Transaction
from cases.key_rotation.sealed_rows import values_by_key
from cases.models.party import Party
from cases.models.petition import Petition
from cases.models.unit import Unit
from cases.office import Office
from cases.rows import insert_rows
from cases.sealed.cipher import blind
from cases.sealed.column import ForRow

PEOPLE = 100_000
BATCH = 5_000
ROOT = Path(__file__).parents[1]


def measure() -> Iterator[Figure]:
    """Rotate all, once killed after a first line of progress and started again."""
    with TemporaryDirectory(prefix="donthu-bench-") as name, prepared_office(Path(name)) as made:
        office = made.office
        with office.database.writing() as tx:
            _write_people(tx, office, made.people["tranthib"])
        office.keys.add(office.clock.written_at())
        environ = {**os.environ, **made.environ}
        started = perf_counter()
        killed = _rotate(environ)
        if killed.stdout is None:
            raise ValueError(killed.args)
        killed.stdout.readline()
        killed.send_signal(signal.SIGKILL)
        killed.communicate()
        again = perf_counter()
        _rotate(environ).communicate()
        ended = perf_counter()
        with office.database.reading() as tx:
            used = values_by_key(tx, office.keys)
        if used != {office.keys.keys().current.id: 2 * PEOPLE}:
            raise ValueError(used)
    yield Figure("rotate_100k_s", ended - started, "s")
    yield Figure("rotate_100k_after_kill_s", ended - again, "s")


def _rotate(environ: dict[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "app.cli", "keys", "rotate"]
    return subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True)


def _write_people(tx: Transaction, office: Office, registrar: Actor) -> None:
    unit_id = tx.scalars(select(Unit.id)).first()
    for start in range(0, PEOPLE, BATCH):
        numbers = range(start + 1, start + BATCH + 1)
        petitions = [
            {
                "id": number,
                "code": f"D-2025-{number:06}",
                "kind": "complaint",
                "receiving_unit_id": unit_id,
                "received_on": office.today(),
                "source": "direct",
                "registered_by_id": registrar.account_id,
                "registered_at": office.clock.now(),
            }
            for number in numbers
        ]
        insert_rows(tx, Petition, petitions)
        insert_rows(tx, Party, [_person(office, number) for number in numbers])


def _person(office: Office, number: int) -> dict[str, object]:
    row = {"petition_id": number, "role": "author"}
    id_number, phone = f"0480{number:08}", f"09{number:08}"
    return {
        **row,
        "petition_kind": "complaint",
        "full_name": "Người Mẫu",
        "name_f": "nguoi mau",
        "id_number": ForRow(id_number, tuple(row.values())),
        "id_number_blind": blind(office.keys, id_number),
        "phone": ForRow(phone, tuple(row.values())),
        "phone_blind": blind(office.keys, phone),
    }
