"""The program ``donthu`` and an installation for it."""

import io
import os
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.cli import main
from tests.office_day import begin_on

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Outcome:
    """How a command ended."""

    code: int
    out: str
    errors: str

    @property
    def refusal(self) -> str:
        """The one line a refused command prints."""
        assert self.code == 2
        assert self.out == ""
        (line,) = self.errors.splitlines()
        return line


@dataclass
class Donthu:
    """``donthu`` in one installation: ``donthu("procedures", "list")``."""

    var: Path
    monkeypatch: pytest.MonkeyPatch

    def __call__(self, *words: str, typed: str = "", **settings: str) -> Outcome:
        """Run a command in this process, which is quick; ``typed`` is its standard input."""
        out, errors = io.StringIO(), io.StringIO()
        with self.monkeypatch.context() as patch:
            for name, value in environ(self.var, **settings).items():
                patch.setenv(name, value)
            patch.setattr(sys, "stdin", io.StringIO(typed))
            with redirect_stdout(out), redirect_stderr(errors):
                try:
                    code = main(words)
                except SystemExit as ended:
                    code = int(ended.code or 0)
        return Outcome(code, out.getvalue(), errors.getvalue())

    def start(self, *words: str, **settings: str) -> subprocess.Popen[str]:
        """Start the real program and come back at once."""
        return start(self.var, *words, **settings)


def environ(var: Path, **settings: str) -> dict[str, str]:
    """The settings of a developer's installation, but for ``settings``."""
    return {"DONTHU_ENV": "development", "DONTHU_VAR": str(var)} | settings


def start(var: Path, *words: str, **settings: str) -> subprocess.Popen[str]:
    """Start the program in a process of its own, with nothing else in its environment."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-m", "app.cli", *words],
        cwd=ROOT,
        env=kept | environ(var, **settings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen[str], seconds: float = 180) -> Outcome:
    """Wait for a process and tell how it ended."""
    with process:
        out, errors = process.communicate(timeout=seconds)
    return Outcome(process.returncode, out, errors)


@pytest.fixture(scope="session")
def installed(tmp_path_factory):
    """What ``donthu init`` and ``donthu demo --if-empty`` printed, and the folder they filled."""
    var = tmp_path_factory.mktemp("installed") / "var"
    begin_on(var)
    init = finish(start(var, "init"))
    demo = finish(start(var, "demo", "--if-empty"))
    return var, init, demo


@pytest.fixture
def donthu(installed, tmp_path, monkeypatch):
    """The program in a copy of the demo installation."""
    var = tmp_path / "var"
    shutil.copytree(installed[0], var)
    return Donthu(var, monkeypatch)


@pytest.fixture
def new_donthu(tmp_path, monkeypatch):
    """The program where nothing has been set up."""
    return Donthu(tmp_path / "new", monkeypatch)
