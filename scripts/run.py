"""Runs a whole office in the foreground: database, demo people, web server and worker.

``make run`` calls it. Ctrl-C (or a signal to stop) ends the server and the worker; the data stays.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from config.settings import Settings, SettingsError, read_settings

DONTHU = str(Path(sys.executable).with_name("donthu"))
PREPARATION = (("init",), ("demo", "--if-empty"))
SERVICES = (("serve",), ("worker",))
SECONDS_TO_STOP = 10
SECONDS_BETWEEN_LOOKS = 0.2

Command = Sequence[str]


def main() -> int:
    """Prepare the database, run both services until one ends or somebody stops us."""
    try:
        settings = read_settings(os.environ)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    if _answers_at_all(settings):
        print(
            f"Cổng {settings.port} đang có chương trình khác dùng. "
            f"Chọn cổng khác: PORT={settings.port + 1} make run",
            file=sys.stderr,
        )
        return 1
    return run(
        [(DONTHU, *words) for words in PREPARATION],
        [(DONTHU, *words) for words in SERVICES],
        is_ready=lambda: _is_healthy(settings),
        announcement=f"Đơn Thư đang chạy tại http://{_reachable_host(settings)}:{settings.port}"
        " (Ctrl-C để dừng)",
    )


def run(
    preparation: Sequence[Command],
    services: Sequence[Command],
    *,
    is_ready: Callable[[], bool],
    announcement: str,
) -> int:
    """Run the preparation one after the other, then the services side by side.

    Returns:
        0 when we were asked to stop; otherwise the exit code of the command that failed,
        or 1 when a service ended by itself without one.
    """
    # Told to stop, we stop in the same way whoever says it: the keyboard, a process manager or a
    # terminal that closes. Set explicitly, because a shell's background jobs ignore the keyboard.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    started: list[subprocess.Popen[bytes]] = []
    try:
        for command in preparation:
            if code := subprocess.run(command, check=False).returncode:
                return code
        # In sessions of their own: Ctrl-C reaches us alone and we end them in order.
        started.extend(subprocess.Popen(command, start_new_session=True) for command in services)
        return _watch(started, is_ready, announcement)
    except KeyboardInterrupt:
        return 0
    finally:
        _stop(started)


def _watch(
    services: Sequence[subprocess.Popen[bytes]], is_ready: Callable[[], bool], announcement: str
) -> int:
    is_announced = False
    while True:
        for service in services:
            if service.poll() is not None:
                return service.returncode or 1
        if not is_announced and is_ready():
            is_announced = True
            print(f"\n{announcement}\n", flush=True)
        time.sleep(SECONDS_BETWEEN_LOOKS)


def _stop(services: Sequence[subprocess.Popen[bytes]]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for service in services:
        if service.poll() is None:
            service.terminate()
    give_up_at = time.monotonic() + SECONDS_TO_STOP
    for service in services:
        try:
            service.wait(max(0.0, give_up_at - time.monotonic()))
        except subprocess.TimeoutExpired:
            service.kill()
            service.wait()


def _reachable_host(settings: Settings) -> str:
    return "127.0.0.1" if settings.host in {"", "0.0.0.0", "::"} else settings.host  # noqa: S104 - compared, not bound


def _answers_at_all(settings: Settings) -> bool:
    try:
        with socket.create_connection((_reachable_host(settings), settings.port), timeout=1):
            return True
    except OSError:
        return False


def _is_healthy(settings: Settings) -> bool:
    connection = HTTPConnection(_reachable_host(settings), settings.port, timeout=1)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
