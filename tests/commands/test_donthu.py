"""What the administrator's command does, and how it says no."""

import re
import shutil
import signal
import socket
import sqlite3
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path

import pytest

from bench.ports import free_port
from tests.commands.conftest import ROOT, finish

MAILBOXES = (
    *("nguyenvana", "tranthib", "hoangvand", "vothie"),
    *("levanc", "phanvant", "buithih", "dovani"),
    *("hathig", "kieuvano", "luuthiw", "tongvanz", "quachthij", "tuvanf"),
)


class TestInit:
    def test_says_what_it_published(self, installed):
        _, init, _ = installed
        assert (init.code, init.errors) == (0, "")
        assert "complaint_first bản 2 (từ 01/07/2026): đã công bố" in init.out

    def test_is_safe_to_run_again(self, donthu):
        done = donthu("init")
        assert done.code == 0
        assert "complaint_first bản 2 (từ 01/07/2026): đã có" in done.out


class TestDemo:
    def test_prints_the_people_who_can_be_tried_out(self, installed):
        _, _, demo = installed
        assert (demo.code, demo.errors) == (0, "")
        assert "35 đơn và vụ việc" in demo.out
        assert all(f"{mailbox}@danang.gov.vn" in demo.out for mailbox in MAILBOXES)

    def test_prints_them_again_when_they_are_there(self, donthu):
        done = donthu("demo", "--if-empty")
        assert done.code == 0
        assert all(f"{mailbox}@danang.gov.vn" in done.out for mailbox in MAILBOXES)

    def test_is_refused_where_there_are_people(self, donthu):
        assert "Đã có người dùng" in donthu("demo").refusal

    def test_is_refused_in_production(self, donthu):
        production = {
            "DONTHU_ENV": "production",
            "DONTHU_SECRET_KEY": "k" * 40,
            "DONTHU_DATABASE_URL": f"sqlite:///{donthu.var}/donthu.sqlite3",
            "DONTHU_KEYS": f"{donthu.var}/keys/keys.json",
            "DONTHU_JOURNAL_KEYS": f"{donthu.var}/keys/journal",
            "DONTHU_JOURNAL_HEADS": f"{donthu.var}/journal-heads.jsonl",
            "DONTHU_TRUSTED_PROXIES": "1",
        }
        assert "chính thức" in donthu("demo", "--if-empty", **production).refusal


class TestProcedures:
    def test_are_listed(self, donthu):
        listed = [line.split() for line in donthu("procedures", "list").out.splitlines()]
        assert ["complaint_first", "bản", "2", "từ", "01/07/2026"] in [line[:5] for line in listed]

    def test_are_checked(self, donthu):
        done = donthu("procedures", "lint", "complaint_first")
        assert done.code == 0
        assert "complaint_first 2026-07-01: không có lỗi" in done.out

    def test_are_shown(self, donthu):
        done = donthu("procedures", "show", "complaint_first")
        assert "vụ việc đang theo bản này" in done.out

    def test_are_published_once(self, donthu):
        assert "không đổi, bản 2" in donthu("procedures", "publish", "complaint_first").out

    @pytest.mark.parametrize("wish", ["show", "lint", "publish"])
    def test_unknown_ones_are_refused(self, donthu, wish):
        assert "letter_of_love" in donthu("procedures", wish, "letter_of_love").refusal

    @pytest.mark.parametrize("wish", ["lint", "publish"])
    def test_bad_ones_are_refused_with_what_to_mend(self, donthu, tmp_path, wish):
        folder = _procedure_with_a_doctype(tmp_path)
        done = donthu("procedures", wish, "complaint_first", DONTHU_WORKFLOWS=str(folder))
        assert done.code == 2
        assert "process.bpmn" in done.out + done.errors
        assert "DOCTYPE" in done.out + done.errors


class TestDeadlines:
    def test_are_listed(self, donthu):
        assert "kn1_resolve" in donthu("deadlines", "list").out

    def test_the_date_comes_first_and_then_the_reasons(self, donthu):
        done = donthu("deadlines", "compute", "kn1_resolve", "--from", "2026-11-02")
        first, *reasons = done.out.splitlines()
        assert first.startswith("02/12/2026")
        assert any("Điều 28 Luật Khiếu nại" in line for line in reasons)

    def test_a_complex_case_in_a_remote_area_has_longer(self, donthu):
        words = ("deadlines", "compute", "kn1_resolve", "--from", "02/11/2026")
        assert donthu(*words, "--complex", "--remote").out.startswith("04/01/2027")

    def test_a_row_can_be_asked_for_by_its_key(self, donthu):
        done = donthu("deadlines", "compute", "kn1_resolve_complex", "--from", "02/11/2026")
        assert done.out.startswith("17/12/2026")

    def test_those_of_a_case_are_explained(self, donthu):
        done = donthu("deadlines", "explain", _a_code(donthu.var))
        assert done.code == 0
        assert "Bắt đầu tính từ" in done.out

    @pytest.mark.parametrize(
        ("key", "start", "said"),
        [
            ("nope", "2026-11-02", "nope"),
            ("kn1_accept_old", "2026-11-02", "kn1_accept_old"),
            ("kn1_resolve", "2026-02-30", "2026-02-30"),
        ],
    )
    def test_what_cannot_be_computed_is_refused(self, donthu, key, start, said):
        assert said in donthu("deadlines", "compute", key, "--from", start).refusal

    def test_an_unknown_case_is_refused(self, donthu):
        assert "KN-1999-000001" in donthu("deadlines", "explain", "KN-1999-000001").refusal


class TestAccounts:
    def create(self, donthu, email="lehoangm@danang.gov.vn", **options):
        given = {"--name": "Lê Hoàng M", "--unit": "mau-an", "--role": "head"}
        given |= {"--request": "12/CV-UBND ngày 01/08/2026"} | options
        words = [word for pair in given.items() for word in pair]
        return donthu("accounts", "create", email, *words)

    def test_get_a_password_that_is_printed_once(self, donthu):
        done = self.create(donthu)
        assert done.code == 0
        assert re.search(r"chỉ hiện một lần: \S{16}", done.out)

    def test_get_the_password_that_is_typed(self, donthu, monkeypatch):
        monkeypatch.setattr("app.commands.accounts.is_on_a_terminal", lambda: True)
        monkeypatch.setattr("getpass.getpass", lambda _prompt: "một câu dễ nhớ")
        assert "chỉ hiện một lần" not in self.create(donthu).out

    def test_with_a_weak_password_are_refused(self, donthu, monkeypatch):
        monkeypatch.setattr("app.commands.accounts.is_on_a_terminal", lambda: True)
        monkeypatch.setattr("getpass.getpass", lambda _prompt: "12345")
        assert "mật khẩu" in self.create(donthu).refusal

    def test_may_bring_their_unit_along(self, donthu):
        options = {"--unit": "mau-binh", "--unit-name": "UBND phường Mẫu Bình"}
        assert self.create(donthu, **options).code == 0

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"email": "lehoangm@gmail.com"}, "danang.gov.vn"),
            ({"email": "levanc@danang.gov.vn"}, "Đã có tài khoản"),
            ({"--unit": "nowhere"}, "nowhere"),
            ({"--role": "emperor"}, "emperor"),
            ({"--request": ""}, "văn bản đề nghị"),
        ],
    )
    def test_that_cannot_be_are_refused(self, donthu, changed, said):
        assert said in self.create(donthu, **changed).refusal


class TestTick:
    def test_moves_the_clock_forward_and_does_what_is_due(self, donthu):
        done = donthu("tick", "--now", "2040-01-02T08:30")
        assert "02/01/2040 08:30" in done.out
        assert re.search(r"due_timers: [1-9]", done.out)

    def test_does_what_is_due_where_it_stands(self, donthu):
        assert "due_timers: 0" in donthu("tick").out

    def test_never_moves_it_back(self, donthu):
        assert "2020" in donthu("tick", "--now", "2020-01-01").refusal

    def test_wants_a_time(self, donthu):
        assert "'tomorrow' không phải giờ" in donthu("tick", "--now", "tomorrow").refusal


class TestBackup:
    def test_can_be_restored_elsewhere(self, donthu, new_donthu, tmp_path):
        assert donthu("backup", str(tmp_path / "backup.tar.gz")).code == 0
        keys = Path("keys") / "keys.json"
        (new_donthu.var / keys).parent.mkdir(parents=True)
        shutil.copy(donthu.var / keys, new_donthu.var / keys)
        assert new_donthu("restore", str(tmp_path / "backup.tar.gz")).code == 0
        assert new_donthu("demo", "--if-empty").out == donthu("demo", "--if-empty").out

    def test_is_not_restored_over_people(self, donthu, tmp_path):
        donthu("backup", str(tmp_path / "backup.tar.gz"))
        assert "--force" in donthu("restore", str(tmp_path / "backup.tar.gz")).refusal

    def test_says_which_files_are_lost(self, donthu, tmp_path):
        lost = next((donthu.var / "files").glob("*/*"))
        lost.unlink()
        assert lost.name in donthu("backup", str(tmp_path)).errors

    def test_that_is_none_is_refused(self, new_donthu, tmp_path):
        (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
        assert "không dùng được" in new_donthu("restore", str(tmp_path / "photo.jpg")).refusal


class TestServices:
    def test_server_answers_and_ends_quietly(self, donthu):
        port = free_port()
        server = donthu.start("serve", DONTHU_PORT=str(port))
        _wait_for(lambda: server.poll() is not None or _status(port) == 200)
        server.send_signal(signal.SIGTERM)
        ended = finish(server)
        assert ended.code == 0
        assert "Traceback" not in ended.errors

    def test_server_says_that_its_port_is_taken(self, donthu):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]
            ended = finish(donthu.start("serve", DONTHU_PORT=str(port)))
        assert f"Cổng {port}" in ended.refusal

    def test_worker_ends_quietly(self, donthu):
        worker = donthu.start("worker")
        _wait_for(lambda: worker.poll() is not None or _catches_the_signal_to_end(worker.pid))
        worker.send_signal(signal.SIGTERM)
        ended = finish(worker)
        assert ended.code == 0
        assert "Traceback" not in ended.errors

    def test_worker_can_do_what_is_due_and_end(self, donthu):
        ended = finish(donthu.start("worker", "--once"))
        assert ended.code == 0
        assert "due_timers: 0" in ended.out


class TestInstallation:
    def test_is_asked_for_before_anything_else(self, new_donthu):
        assert "donthu init" in new_donthu("procedures", "list").refusal
        assert not (new_donthu.var / "donthu.sqlite3").exists()

    def test_that_cannot_be_reached_is_named(self, new_donthu):
        url = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"
        assert "DONTHU_DATABASE_URL" in new_donthu("init", DONTHU_DATABASE_URL=url).refusal

    def test_of_a_newer_program_is_left_alone(self, donthu):
        with sqlite3.connect(donthu.var / "donthu.sqlite3") as connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999_from_the_future'")
        connection.close()
        assert "mới hơn" in donthu("init").refusal

    def test_with_a_wrong_setting_says_which(self, new_donthu):
        assert "DONTHU_PORT" in new_donthu("init", DONTHU_PORT="many").refusal


class TestArguments:
    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ((), "Thiếu COMMAND"),
            (("dance",), "Không có 'dance'"),
            (("init", "--quickly"), "Không hiểu: --quickly"),
            (("procedures",), "Thiếu WISH"),
            (("procedures", "show"), "Thiếu code"),
            (("tick", "--now"), "thiếu giá trị"),
            (("deadlines", "compute", "kn1_resolve"), "Thiếu --from"),
        ],
    )
    def test_that_are_wrong_are_named_in_one_line(self, new_donthu, words, said):
        line = new_donthu(*words).refusal
        assert said in line
        assert "--help" in line

    def test_help_lists_every_command(self, new_donthu):
        done = new_donthu("--help")
        assert done.code == 0
        listed = set(re.findall(r"^    (\w+)", done.out, re.MULTILINE))
        assert listed == {
            *("init", "demo", "serve", "worker", "tick", "procedures"),
            *("accounts", "backup", "restore", "deadlines", "search", "keys", "journal"),
            *("units", "policy"),
        }


def _procedure_with_a_doctype(folder: Path) -> Path:
    workflows = folder / "workflows"
    shutil.copytree(ROOT / "workflows", workflows)
    diagram = workflows / "complaint_first" / "2026-07-01" / "process.bpmn"
    head, bpmn, rest = diagram.read_text().partition("<bpmn:definitions")
    diagram.write_text(f"{head}<!DOCTYPE x>{bpmn}{rest}")
    return workflows


def _wait_for(is_true: Callable[[], bool], seconds: float = 120) -> None:
    give_up_at = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < give_up_at
        time.sleep(0.05)


def _status(port: int) -> int | None:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()


def _catches_the_signal_to_end(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status").read_text()
    caught = int(re.search(r"SigCgt:\s*([0-9a-f]+)", status)[1], 16)
    return bool(caught & 1 << (signal.SIGTERM - 1))


def _a_code(var: Path) -> str:
    with sqlite3.connect(var / "donthu.sqlite3") as connection:
        (code,) = connection.execute('SELECT max(code) FROM "case"').fetchone()
    connection.close()
    return code
