"""An office without a directory needs no library that speaks LDAP."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]

PROGRAM = """
import sys
sys.modules["ldap"] = None  # as where it is not installed
from app.cli import main
from app.factory import find_blueprints
from cases.worker import sweeps
from config.settings import SettingsError, read_settings
assert main and find_blueprints() and sweeps()
assert read_settings({"DONTHU_ENV": "test"}).directory is None
try:
    read_settings({
        "DONTHU_ENV": "test",
        "DONTHU_DIRECTORY_URL": "ldaps://directory.example",
        "DONTHU_DIRECTORY_BASE": "dc=example",
    })
except SettingsError as error:
    print(error)
"""


def test_it_runs_and_stops_the_start_only_where_there_is_a_directory():
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "pip install" in done.stdout
    assert "python-ldap" in done.stdout
