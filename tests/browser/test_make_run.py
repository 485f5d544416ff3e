"""``make run`` on a fresh machine: from nothing to an office, and back to nothing running."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.browser.conftest import OFFICER, REGISTRAR
from tests.browser.paper import send, type_in
from tests.browser.served import ROOT, ServedOffice, is_healthy
from tests.browser.windows import Windows
from tests.cases.answers import usual_answers

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SECONDS = 120


@dataclass
class Run:
    """One ``make run`` from start to Ctrl-C.

    Attributes:
        printed: What stood on the terminal until it was ready.
        services: Process ids of what it had started.
        ended: Exit code.
        left: Services that outlived it.
    """

    printed: str
    services: list[int]
    ended: int
    left: list[int]


def run(office: ServedOffice, visit) -> Run:
    """Start everything, visit it, press Ctrl-C."""
    # As the Makefile starts it. A group of its own: Ctrl-C of the terminal reaches all of it.
    with subprocess.Popen(
        [sys.executable, "-m", "scripts.run"],
        cwd=ROOT,
        env=office.environ,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            printed = read_until_ready(process)
            services = children_of(process.pid)
            visit()
        finally:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(SECONDS)
        left = [one for one in services if Path(f"/proc/{one}").exists()]
    return Run(printed, services, process.returncode, left)


def read_until_ready(process: "subprocess.Popen[str]") -> str:
    printed = ""
    for line in process.stdout or ():
        printed += line
        if "đang chạy tại" in line:
            return printed
    raise AssertionError(printed)


def children_of(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(each) for each in listed.split()]


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> ServedOffice:
    """Where nothing has been set up yet. The clock is that of the machine."""
    return ServedOffice(tmp_path_factory.mktemp("fresh") / "var")


@pytest.fixture(scope="module")
def seen() -> dict[str, str]:
    """What the visitors saw."""
    return {}


@pytest.fixture(scope="module")
def first(browser, office, seen):
    """The first run, in which a petition is registered."""

    def visit():
        windows = Windows(browser, office)
        page = windows.new()
        page.goto("/dang-nhap")
        seen["sign-in page"] = page.locator("body").inner_text()
        page = windows.open(REGISTRAR, "/tiep-nhan-don/triage")
        seen["top"] = page.locator("header.top").inner_text()
        type_in(page, usual_answers("register", office.office.today()))
        send(page)
        page.wait_for_url("**/ho-so/*")
        seen["code"] = page.locator("h1").inner_text()
        windows.close()
        assert windows.complaints == []

    return run(office, visit)


@pytest.fixture(scope="module")
def second(browser, office, first, seen):
    """The next run."""

    def visit():
        windows = Windows(browser, office)
        page = windows.open(OFFICER)
        seen["list"] = page.locator("table").inner_text()
        windows.close()
        assert windows.complaints == []

    return run(office, visit)


class TestFirstRun:
    def test_says_where_the_office_is_and_who_can_be_tried_out(self, first, office):
        assert f"Đơn Thư đang chạy tại {office.address} (Ctrl-C để dừng)" in first.printed
        assert "nguyenvana@danang.gov.vn" in first.printed

    def test_serves_the_sign_in_page_with_the_same_people(self, first, seen):
        assert OFFICER in seen["sign-in page"]
        assert REGISTRAR in seen["sign-in page"]

    def test_shows_the_time_of_the_machine_as_it_is(self, first, seen):
        assert "Giờ thử nghiệm" not in seen["top"]
        assert "Dữ liệu thử" in seen["top"]

    def test_runs_a_server_and_a_worker_and_leaves_neither_behind(self, first, office):
        assert len(first.services) == 2
        assert first.left == []
        assert not is_healthy(office.port)

    def test_ends_quietly_on_ctrl_c(self, first):
        assert first.ended == 0


class TestSecondRun:
    def test_keeps_what_was_entered(self, second, seen):
        assert seen["code"] in seen["list"]

    def test_makes_no_second_demo_office(self, second):
        assert "Đã tạo" not in second.printed
        assert "nguyenvana@danang.gov.vn" in second.printed

    def test_ends_as_quietly(self, second):
        assert (second.ended, second.left) == (0, [])
