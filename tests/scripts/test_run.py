"""What `make run` promises, tried with small stand-ins for the server and the worker."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

SERVICE = """
import signal, sys, time
from pathlib import Path
mark = Path(sys.argv[1])
def stop(*_):
    mark.write_text("stopped")
    sys.exit(0)
signal.signal(signal.SIGTERM, stop)
mark.write_text("running")
time.sleep(600)
"""

SUPERVISOR = """
import sys
from pathlib import Path
from scripts.run import run
folder = Path(sys.argv[1])
def service(name):
    return (sys.executable, "-c", {service!r}, str(folder / name))
sys.exit(run(
    {preparation},
    {services},
    is_ready=lambda: (folder / "serve").exists() and (folder / "worker").exists(),
    announcement="ready",
))
"""


def start(
    folder: Path,
    preparation: str = "[]",
    services: str = "[service('serve'), service('worker')]",
) -> subprocess.Popen[str]:
    """Run the supervisor with the given commands, each written as Python."""
    program = SUPERVISOR.format(service=SERVICE, preparation=preparation, services=services)
    return subprocess.Popen(
        [sys.executable, "-c", program, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def failing_with(code: int) -> str:
    """Write a command that ends with this exit code."""
    return f"(sys.executable, '-c', 'raise SystemExit({code})')"


@pytest.fixture(
    params=[signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name
)
def stop_signal(request):
    return request.param


class TestRun:
    def test_says_when_everything_answers(self, tmp_path):
        with start(tmp_path) as office:
            assert office.stdout.readline() + office.stdout.readline() == "\nready\n"
            office.send_signal(signal.SIGINT)

    def test_stops_both_services_when_told_to(self, tmp_path, stop_signal):
        with start(tmp_path) as office:
            office.stdout.readline()
            office.send_signal(stop_signal)
        assert office.returncode == 0
        assert [(tmp_path / name).read_text() for name in ("serve", "worker")] == ["stopped"] * 2

    def test_ends_with_the_code_of_a_service_that_fails_and_stops_the_other(self, tmp_path):
        services = f"[service('serve'), {failing_with(3)}]"
        with start(tmp_path, services=services) as office:
            pass
        assert office.returncode == 3
        assert not (tmp_path / "serve").exists() or "stopped" in (tmp_path / "serve").read_text()

    def test_starts_nothing_when_the_preparation_fails(self, tmp_path):
        with start(tmp_path, preparation=f"[{failing_with(4)}]") as office:
            pass
        assert office.returncode == 4
        assert not (tmp_path / "serve").exists()

    def test_ends_when_a_service_leaves_without_a_reason(self, tmp_path):
        started_at = time.monotonic()
        with start(tmp_path, services=f"[{failing_with(0)}]") as office:
            pass
        assert office.returncode == 1
        assert time.monotonic() - started_at < 50
