"""A mail server that speaks SMTP over real connections and keeps what it was given."""

import base64
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any

PASSWORD = ("donthu", "mat khau/cua:thu@")


@dataclass
class MailServer:
    """What the server is and what it has been told.

    Attributes:
        context: Certificate for ``STARTTLS``; without it none is offered.
        is_encrypted: Connections are encrypted from the start.
        refuses: Recipient -> the answer to it, such as ``"550 no such mailbox"``.
        hangs_up_after: Closes the connection after so many mails.
        mails: What was taken.
        signed_in: Who has signed in, and whether the connection was encrypted then.
        connections: How often somebody came.
    """

    context: ssl.SSLContext | None = None
    is_encrypted: bool = False
    refuses: dict[str, str] = field(default_factory=dict)
    hangs_up_after: int = 1000
    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    signed_in: list[tuple[str, bool]] = field(default_factory=list)
    connections: int = 0

    @property
    def recipients(self) -> list[str]:
        return [str(mail["To"]) for mail in self.mails]


class _Talk(StreamRequestHandler):
    """One connection."""

    timeout = 60

    @property
    def host(self) -> MailServer:
        return self.server.mail_server  # type: ignore[attr-defined,no-any-return]

    def handle(self) -> None:
        self.host.connections += 1
        self.is_encrypted = False
        if self.host.is_encrypted:
            self._encrypt()
        self._say("220 ready")
        while line := self.rfile.readline().decode().strip():
            verb, _, rest = line.partition(" ")
            answer = getattr(self, f"do_{verb.lower()}", lambda _rest: "502 unknown")(rest)
            self._say(answer)
            if verb == "STARTTLS":
                self._encrypt()
            if verb == "QUIT" or len(self.host.mails) >= self.host.hangs_up_after:
                return

    def do_ehlo(self, _rest: str) -> str:
        offers = ["250-here", "250-8BITMIME", "250-AUTH PLAIN"]
        if self.host.context and not self.is_encrypted:
            offers.append("250-STARTTLS")
        return "\r\n".join([*offers, "250 SIZE 1000000"])

    def do_starttls(self, _rest: str) -> str:
        return "220 go ahead"

    def do_auth(self, rest: str) -> str:
        _, user, password = base64.b64decode(rest.split()[1]).decode().split("\0")
        self.host.signed_in.append((user, self.is_encrypted))
        return "235 welcome" if (user, password) == PASSWORD else "535 wrong"

    def do_mail(self, _rest: str) -> str:
        return "250 ok"

    def do_rcpt(self, rest: str) -> str:
        recipient = rest.partition("<")[2].partition(">")[0]
        return self.host.refuses.get(recipient, "250 ok")

    def do_rset(self, _rest: str) -> str:
        return "250 ok"

    def do_quit(self, _rest: str) -> str:
        return "221 bye"

    def do_data(self, _rest: str) -> str:
        self._say("354 go ahead")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b"."))
        content: Any = message_from_bytes(b"".join(lines), policy=policy.default)
        self.host.mails.append(content)
        return "250 taken"

    def finish(self) -> None:
        super().finish()
        self.connection.close()

    def _say(self, answer: str) -> None:
        self.wfile.write(f"{answer}\r\n".encode())

    def _encrypt(self) -> None:
        assert self.host.context is not None
        self.rfile.close()
        self.connection = self.host.context.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", 0)
        self.is_encrypted = True


class _Server(ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a client that does not trust our certificate hangs up, as it should."""


@contextmanager
def running(mail_server: MailServer) -> Iterator[MailServer]:
    """Serve on a free port until the block ends."""
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.mail_server = mail_server  # type: ignore[attr-defined]
        mail_server.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield mail_server
        finally:
            server.shutdown()
            thread.join()
