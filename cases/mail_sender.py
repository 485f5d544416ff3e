"""Hands mail to the mail server of the installation."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from config.mail_server import MailServer

TIMEOUT_SECONDS = 10.0
PERMANENT = 500
"""A mail server answers 5xx when trying again would not help (RFC 5321, 4.2.1)."""


class PasswordUnsafeError(smtplib.SMTPException):
    """The server offers no encryption, so that the password would be sent in the clear."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail.

    Attributes:
        key: Says what it is about; the same mail sent twice has the same message id.
    """

    key: str
    to: str
    subject: str
    text: str


@contextmanager
def connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    """Open one connection for several mails.

    Raises:
        OSError: The server cannot be reached, or does not speak as agreed (``SMTPException``).
    """
    with _open(server) as connection:
        if not server.is_encrypted:
            connection.ehlo_or_helo_if_needed()
            if connection.has_extn("starttls"):
                connection.starttls(context=ssl.create_default_context())
            elif server.user:
                raise PasswordUnsafeError
        if server.user:
            connection.login(server.user, server.password)
        yield connection


def send(connection: smtplib.SMTP, mail: Mail, *, sender: str, at: datetime) -> None:
    """Send one mail.

    Raises:
        OSError: It was not taken.
    """
    message = EmailMessage()
    message["From"] = sender
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = _message_id(mail.key, sender)
    # Says to other mail systems that no answer of theirs is wanted (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    try:
        connection.send_message(message)
    except smtplib.SMTPException:
        with suppress(OSError):
            connection.rset()
        raise


def is_permanent(error: OSError) -> bool:
    """Tell whether the server will refuse this mail again."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= PERMANENT for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPDataError):
        return error.smtp_code >= PERMANENT
    return False


def _open(server: MailServer) -> smtplib.SMTP:
    if server.is_encrypted:
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_SECONDS, context=context)
    return smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)


def _message_id(key: str, sender: str) -> str:
    domain = parseaddr(sender)[1].rpartition("@")[2]
    return f"<{key.replace(':', '.')}@{domain}>"
