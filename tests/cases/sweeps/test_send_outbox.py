"""The outbox: what waits is sent to a real mail server, and failures are tried again later."""

import ssl
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import insert, select

from cases.models.account import Account
from cases.models.outbox import OutboxMessage
from cases.sweeps.daily_digest import sweep as write_digests
from cases.sweeps.send_outbox import BACK_OFF, sweep
from config.mail_server import read_mail_server
from tests.cases.fixtures import on_both_databases
from tests.certificates import make_certificate
from tests.mail_server import PASSWORD, MailServer, running

SENDER = "donthu@mail.example"


@pytest.fixture
def use(office):
    """Let the office send to a server: ``use("smtp://127.0.0.1:2525")``."""

    def use(address):
        server = read_mail_server(address)
        office.settings = replace(office.settings, mail_server=server, mail_from=SENDER)

    return use


@pytest.fixture
def server(use):
    with running(MailServer()) as server:
        use(f"smtp://127.0.0.1:{server.port}")
        yield server


@pytest.fixture
def queue(office, people):
    """Put mails to the head into the outbox: ``queue(3)``."""

    def queue(count=1, account_id=None):
        now = office.clock.now()
        with office.database.writing() as tx:
            start = len(list(tx.scalars(select(OutboxMessage.id))))
            rows = [
                {
                    "key": f"digest:{number}",
                    "kind": "mail",
                    "account_id": account_id or people["head"].account_id,
                    "subject": f"Bản tin số {number}",
                    "text": "Trễ hạn: 1\n.\n- KN-2026-000001\n",
                    "created_at": now,
                    "next_try_at": now,
                }
                for number in range(start, start + count)
            ]
            tx.execute(insert(OutboxMessage), rows)

    return queue


@pytest.fixture
def outbox(office):
    def read():
        with office.database.reading() as tx:
            return list(tx.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))

    return read


@pytest.fixture
def wait(office):
    def wait(time):
        office.clock.set(office.clock.now() + time)

    return wait


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> Path:
    """A certificate of 127.0.0.1 with its key, which nobody trusts by itself."""
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def context(certificate) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def trusted(certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


@on_both_databases
class TestSending:
    def test_hands_over_what_waits_and_marks_it(self, office, server, queue, outbox):
        queue()
        assert sweep(office) == 1
        (mail,) = server.mails
        assert (mail["From"], mail["To"]) == (SENDER, "levanc@danang.gov.vn")
        assert mail["Subject"] == "Bản tin số 0"
        assert mail.get_content().splitlines() == ["Trễ hạn: 1", ".", "- KN-2026-000001"]
        assert mail["Message-ID"] == "<digest.0@mail.example>"
        (row,) = outbox()
        assert (row.sent_at, row.attempts, row.error) == (office.clock.now(), 1, None)

    def test_sends_nothing_twice(self, office, server, queue):
        queue(2)
        assert (sweep(office), sweep(office)) == (2, 0)
        assert len(server.mails) == 2

    def test_uses_few_connections_for_many_mails(self, office, server, queue):
        queue(45)
        assert sweep(office) == 45
        assert server.connections == 3

    def test_does_not_ask_the_server_when_nothing_waits(self, office, server):
        assert sweep(office) == 0
        assert server.connections == 0

    def test_of_the_digests_of_a_morning_reaches_everybody(
        self, office, people, server, register_complaint, outbox
    ):
        register_complaint(office.today().replace(day=3))
        written = write_digests(office)
        assert sweep(office) == written
        assert people["head"].email in server.recipients
        assert len(set(server.recipients)) == written

    def test_forgets_a_month_later_what_was_sent(self, office, server, queue, outbox, wait):
        queue()
        sweep(office)
        wait(timedelta(days=31))
        queue()
        sweep(office)
        assert [row.key for row in outbox()] == ["digest:1"]


@on_both_databases
class TestFailure:
    def test_of_one_recipient_does_not_keep_the_others_waiting(
        self, office, people, server, queue, outbox
    ):
        server.refuses["levanc@danang.gov.vn"] = "451 try later"
        queue()
        queue(1, people["registrar"].account_id)
        assert sweep(office) == 1
        waiting, sent = outbox()
        assert (waiting.error, waiting.sent_at) == ("SMTPRecipientsRefused", None)
        assert waiting.next_try_at == office.clock.now() + BACK_OFF[0]
        assert sent.sent_at is not None

    def test_is_tried_again_when_the_time_has_come(self, office, server, queue, outbox, wait):
        server.refuses["levanc@danang.gov.vn"] = "451 try later"
        queue()
        sweep(office)
        server.refuses.clear()
        assert sweep(office) == 0
        wait(BACK_OFF[0])
        assert sweep(office) == 1
        assert (outbox()[0].attempts, outbox()[0].error) == (2, None)

    def test_waits_longer_each_time_and_is_given_up_in_the_end(
        self, office, server, queue, outbox, wait
    ):
        server.refuses["levanc@danang.gov.vn"] = "451 try later"
        queue()
        for pause in BACK_OFF:
            sweep(office)
            assert outbox()[0].next_try_at == office.clock.now() + pause
            wait(pause)
        assert outbox()[0].given_up_at is None
        sweep(office)
        assert outbox()[0].given_up_at == office.clock.now()
        wait(timedelta(days=9))
        sweep(office)
        assert outbox()[0].attempts == len(BACK_OFF) + 1

    def test_for_good_is_given_up_at_once(self, office, server, queue, outbox):
        server.refuses["levanc@danang.gov.vn"] = "550 no such mailbox"
        queue()
        sweep(office)
        assert outbox()[0].given_up_at is not None

    def test_of_the_server_lets_everything_wait(self, office, use, queue, outbox):
        with running(MailServer()) as gone:
            use(f"smtp://127.0.0.1:{gone.port}")
        queue(25)
        assert sweep(office) == 0
        assert sweep(office) == 0
        assert [row.attempts for row in outbox()] == [1] * 20 + [0] * 5
        assert {row.error for row in outbox()} == {"ConnectionRefusedError", None}
        assert {row.next_try_at for row in outbox()} == {office.clock.now() + BACK_OFF[0]}

    def test_in_the_middle_keeps_what_was_sent(self, office, server, queue, outbox):
        server.hangs_up_after = 2
        queue(4)
        assert sweep(office) == 2
        assert [bool(row.sent_at) for row in outbox()] == [True, True, False, False]
        assert {row.error for row in outbox()[2:]} == {"SMTPServerDisconnected"}

    def test_leaves_no_address_behind(self, office, server, queue, outbox):
        server.refuses["levanc@danang.gov.vn"] = "550 levanc@danang.gov.vn unknown"
        queue()
        sweep(office)
        assert "@" not in (outbox()[0].error or "")


class TestEncryption:
    @pytest.mark.parametrize("is_encrypted", [True, False])
    def test_protects_the_password(self, office, use, queue, context, trusted, is_encrypted):
        user, password = (quote(word, safe="") for word in PASSWORD)
        with running(MailServer(context, is_encrypted=is_encrypted)) as server:
            scheme = "smtps" if is_encrypted else "smtp"
            use(f"{scheme}://{user}:{password}@127.0.0.1:{server.port}")
            queue()
            assert sweep(office) == 1
            assert server.signed_in == [(PASSWORD[0], True)]

    def test_is_used_whenever_the_server_offers_it(self, office, use, queue, outbox, context):
        """Nobody trusts this certificate: that it is looked at shows that it is used."""
        with running(MailServer(context)) as server:
            use(f"smtp://127.0.0.1:{server.port}")
            queue()
            assert sweep(office) == 0
            assert (server.mails, outbox()[0].error) == ([], "SSLCertVerificationError")

    def test_is_demanded_before_a_password_is_sent(self, office, use, queue, outbox):
        with running(MailServer()) as server:
            use(f"smtp://donthu:x@127.0.0.1:{server.port}")
            queue()
            assert sweep(office) == 0
            assert (server.signed_in, outbox()[0].error) == ([], "PasswordUnsafeError")

    def test_does_not_help_a_wrong_password(self, office, use, queue, outbox, context, trusted):
        with running(MailServer(context)) as server:
            use(f"smtp://donthu:x@127.0.0.1:{server.port}")
            queue()
            assert sweep(office) == 0
            assert outbox()[0].error == "SMTPAuthenticationError"


class TestWithoutAServer:
    def test_nothing_is_sent_and_nothing_is_lost(self, office, queue, outbox):
        queue()
        assert sweep(office) == 0
        assert outbox()[0].attempts == 0

    def test_accounts_keep_their_address_out_of_the_outbox(self, office, queue, outbox):
        queue()
        with office.database.reading() as tx:
            addresses = set(tx.scalars(select(Account.email)))
        assert not addresses & {outbox()[0].subject, outbox()[0].text}
