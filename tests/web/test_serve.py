"""`donthu serve`: the same pages under waitress."""

import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection

import pytest

from bench.ports import free_port

pytestmark = pytest.mark.slow

MEGABYTE = 1024 * 1024


@pytest.fixture
def port():
    return free_port()


@pytest.fixture
def server(port, office):
    """A web server in a process of its own."""
    environ = os.environ | {
        "DONTHU_VAR": str(office.settings.var),
        "DONTHU_DATABASE_URL": office.settings.database_url,
        "DONTHU_KEYS": str(office.settings.keys),
        "DONTHU_JOURNAL_KEYS": str(office.settings.journal_keys),
        "DONTHU_PORT": str(port),
    }
    process = subprocess.Popen([sys.executable, "-m", "app.cli", "serve"], env=environ)
    give_up_at = time.monotonic() + 120
    while time.monotonic() < give_up_at and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    assert process.poll() is None
    yield process
    process.kill()
    process.wait()


@pytest.fixture
def connection(server, port):
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    yield connection
    connection.close()


class TestServer:
    def test_answers_that_it_is_well(self, connection):
        connection.request("GET", "/healthz")
        assert connection.getresponse().status == 200

    def test_refuses_two_hundred_megabytes_before_they_are_sent(self, connection):
        connection.putrequest("POST", "/tiep-nhan-don/triage")
        connection.putheader("Content-Type", "multipart/form-data; boundary=x")
        connection.putheader("Content-Length", str(200 * MEGABYTE))
        connection.endheaders()
        answer = connection.getresponse()
        assert answer.status == 413
        assert "Tệp vừa gửi quá lớn" in answer.read().decode()

    def test_answers_a_browser_that_sends_all_of_them_first(self, connection):
        connection.request("POST", "/", body=b"0" * (200 * MEGABYTE))
        answer = connection.getresponse()
        assert answer.status == 413
        assert "tối đa 20 MB" in answer.read().decode()

    def test_ends_quietly_when_told_to_stop(self, server, connection):
        connection.request("GET", "/dang-nhap")
        connection.getresponse().read()
        server.send_signal(signal.SIGTERM)
        assert server.wait(120) == 0
