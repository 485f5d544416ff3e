"""Runs the pages under waitress, and refuses an oversized request before it is received.

Waitress would answer such a request in English and hang up while the browser is still sending,
so that the browser shows a broken connection instead of the answer. Here it gets our page, and
what it still sends is read and thrown away for a moment.
"""

import signal
import socket
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

from waitress.channel import HTTPChannel  # type: ignore[import-untyped]
from waitress.server import create_server  # type: ignore[import-untyped]
from waitress.task import ErrorTask  # type: ignore[import-untyped]

from app.factory import create_app
from app.security import KILOBYTE, largest_post
from config.logging import configure_logging
from config.settings import Settings

THREADS = 8
CONNECTIONS = 400
SECONDS_TO_DRAIN = 20.0
SECONDS_OF_SILENCE = 60
TOO_LARGE = 413


def serve(settings: Settings) -> None:
    """Serve until the process is told to stop."""
    configure_logging(settings)
    app = create_app(settings)
    with app.test_request_context():
        page = app.jinja_env.get_template("states/too_large_bare.html").render()
    server = build_server(settings, app, page.encode())
    signal.signal(signal.SIGTERM, _stop)
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()


def build_server(settings: Settings, application: Callable[..., Any], too_large_page: bytes) -> Any:  # noqa: ANN401 - the library is not typed
    """Bind the address and return the server, ready to ``run``."""
    sockets: dict[int, Any] = {}
    server = create_server(
        application,
        map=sockets,
        host=settings.host,
        port=settings.port,
        threads=THREADS,
        connection_limit=CONNECTIONS,
        channel_timeout=SECONDS_OF_SILENCE,
        cleanup_interval=10,
        recv_bytes=64 * KILOBYTE,
        max_request_body_size=largest_post(settings),
        # The application itself reads what trusted proxies say; waitress would drop it.
        clear_untrusted_proxy_headers=not settings.trusted_proxies,
        ident=None,
    )

    class Refusing(_RefusingTask):
        page = too_large_page

    class Patient(_PatientChannel):
        error_task_class = Refusing

    for listener in sockets.values():  # "localhost" may be two addresses
        if hasattr(listener, "channel_class"):
            listener.channel_class = Patient
    return server


class _RefusingTask(ErrorTask):  # type: ignore[misc] # the library is not typed
    """Answers a request that could not be read."""

    page = b""

    def execute(self) -> None:
        error = self.request.error
        if error.code != TOO_LARGE:
            super().execute()
            return
        self.status = f"{error.code} {error.reason}"
        self.response_headers.extend(
            (
                ("Content-Type", "text/html; charset=utf-8"),
                ("Content-Security-Policy", "default-src 'self'"),
                ("Cache-Control", "no-store"),
            )
        )
        self.set_close_on_finish()
        self.content_length = len(self.page)
        self.channel.must_drain = True
        self.write(self.page)


class _PatientChannel(HTTPChannel):  # type: ignore[misc] # the library is not typed
    """Closes a refused connection only when the other side has stopped sending."""

    must_drain = False
    drain_until = 0.0
    close_when_flushed: bool

    def readable(self) -> bool:
        return bool(self.drain_until) or bool(super().readable())

    def writable(self) -> bool:
        return self.will_close if self.drain_until else bool(super().writable())

    def handle_write(self) -> None:
        if not (self.must_drain and self.close_when_flushed):
            super().handle_write()
            return
        self._flush_exception(self._flush_some)
        if not self.total_outbufs_len and not self.will_close:
            self.close_when_flushed = False
            self.must_drain = False
            self.drain_until = time.monotonic() + SECONDS_TO_DRAIN
            try:
                self.socket.shutdown(socket.SHUT_WR)
            except OSError:
                self.handle_close()

    def handle_read(self) -> None:
        if not self.drain_until:
            super().handle_read()
            return
        # recv() closes the channel itself when the other side is done.
        self.recv(self.adj.recv_bytes)
        if self.connected and time.monotonic() > self.drain_until:
            self.handle_close()


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
