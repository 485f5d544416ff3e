"""Who may import whom, as setup.cfg declares it."""

import subprocess
import sys
from pathlib import Path

from tests.architecture.tree import ROOT


def test_every_import_contract_is_kept():
    program = Path(sys.executable).with_name("lint-imports")
    outcome = subprocess.run(
        [program, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
