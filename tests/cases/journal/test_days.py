"""The log of every day, and its head in the hands of the inspectorate (điểm c khoản 2 Điều 10)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from cases import journal
from cases.journal.days import CLOSE, from_detail
from cases.models.journal_entry import JournalEntry
from cases.models.outbox import OutboxMessage
from cases.sweeps import close_journal_day, seal_journal
from config.mail_server import read_mail_server
from proof.__main__ import given_head
from proof.verify import verify
from tests.cases.fixtures import on_both_databases

USUAL_DAY = date(2026, 8, 26)


def closed_days(office):
    with office.database.reading() as tx:
        details = tx.scalars(
            select(JournalEntry.detail)
            .where(JournalEntry.action == CLOSE)
            .order_by(JournalEntry.id)
        )
        return [from_detail(detail) for detail in details]


def mails(office):
    with office.database.reading() as tx:
        return list(tx.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


def a_day_later(office, days=1):
    office.clock.set(office.clock.now() + timedelta(days=days))


def round_of_the_worker(office):
    seal_journal.sweep(office)
    return close_journal_day.sweep(office)


@on_both_databases
class TestADay:
    def test_is_closed_when_it_is_over(self, office, complaint):
        round_of_the_worker(office)
        a_day_later(office)
        assert round_of_the_worker(office) == 1
        day = closed_days(office)[-1]
        assert day.day == USUAL_DAY
        assert day.entries > 0
        assert day.number > 0
        assert day.faults == 0

    def test_is_closed_only_after_the_first_seal(self, office):
        """A new installation has no key yet: its first day must not say it was not checked."""
        assert close_journal_day.sweep(office) == 0
        assert round_of_the_worker(office) == 1
        assert closed_days(office)[-1].faults == 0

    def test_is_closed_once(self, office):
        round_of_the_worker(office)
        assert round_of_the_worker(office) == 0

    def test_is_closed_though_nothing_happened(self, office):
        round_of_the_worker(office)
        a_day_later(office, days=4)
        assert round_of_the_worker(office) == 4
        days = closed_days(office)[-3:]
        assert [day.day.day for day in days] == [27, 28, 29]
        assert [day.entries for day in days] == [0, 0, 0]


class TestTheInspectorate:
    @pytest.fixture
    def office(self, office):
        server = read_mail_server("smtp://localhost:2525")
        office.settings = replace(office.settings, mail_server=server, mail_from="a@example.vn")
        return office

    def test_gets_the_head_of_the_day(self, office, people):
        round_of_the_worker(office)
        (mail,) = mails(office)
        assert mail.account_id == people["inspectorate"].account_id
        assert "Nhật ký ngày 25/08/2026" in mail.subject
        assert "nguyên vẹn" in mail.subject

    def test_can_check_the_journal_by_it(self, office, people):
        round_of_the_worker(office)
        a_day_later(office)
        round_of_the_worker(office)
        words = mails(office)[-1].text.split()
        head = given_head(words[words.index("--head") + 1])
        settings = office.settings
        url = office.database.url.render_as_string(hide_password=False)
        keys, heads = settings.journal_keys, settings.journal_heads
        assert verify(url, keys, heads, given=(head,)).is_whole
        forged = replace(head, seal="ab" * 32)
        assert not verify(url, keys, heads, given=(forged,)).is_whole

    def test_is_told_when_the_keys_are_gone(self, office):
        seal_journal.sweep(office)
        office.settings.journal_keys.unlink()
        close_journal_day.sweep(office)
        assert "CHƯA KIỂM TRA ĐƯỢC" in mails(office)[-1].subject


class TestAView:
    def test_of_a_protected_record_is_an_entry(self, office, people):
        with office.database.writing() as tx:
            journal.note_view(tx, office, people["head"], ("petition", 7))
        with office.database.reading() as tx:
            entry = tx.scalars(select(JournalEntry).order_by(JournalEntry.id.desc())).first()
        assert (entry.action, entry.subject_kind, entry.subject_id) == ("view", "petition", 7)
        assert entry.account_id == people["head"].account_id

    def test_tells_for_whom_somebody_acted(self, office, people):
        """TUQ.: by delegation of the head (khoản 1 Điều 15)."""
        head, deputy = people["head"], people["section_head"]
        with office.database.writing() as tx:
            journal.write(tx, office, deputy, "example", on_behalf_of=head.account_id)
        with office.database.reading() as tx:
            entry = tx.scalars(select(JournalEntry).order_by(JournalEntry.id.desc())).first()
        assert (entry.account_id, entry.on_behalf_of_id) == (deputy.account_id, head.account_id)
