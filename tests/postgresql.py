"""A PostgreSQL server of our own for one test run, on a socket in a temporary folder."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def temporary_server(programs: Path) -> Iterator[str]:
    """Run a server and yield the SQLAlchemy address of its empty database.

    PostgreSQL refuses to run as root: then its processes, and only they, run as ``postgres``.
    """
    owner = "postgres" if os.geteuid() == 0 else None
    with TemporaryDirectory(prefix="donthu-postgresql-") as name:
        folder = Path(name)
        if owner:
            shutil.chown(folder, owner)

        def control(program: str, *arguments: str) -> None:
            subprocess.run(
                [programs / program, "-D", folder / "data", *arguments],
                check=True,
                stdout=subprocess.DEVNULL,
                user=owner,
                cwd=folder,
            )

        control("initdb", "-U", "donthu", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        options = f"-k {folder} -c listen_addresses= -c fsync=off"
        control("pg_ctl", "-w", "-l", f"{folder}/log", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://donthu@/postgres?host={folder}"
        finally:
            control("pg_ctl", "-w", "-m", "immediate", "stop")
