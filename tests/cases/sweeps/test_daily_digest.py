"""The morning digest: one a person and working day, from half past seven."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import select, update

from cases.actions.claim_item import claim_item
from cases.actions.hide_digest import hide_digest
from cases.models.account import Account
from cases.models.digest import Digest
from cases.models.digest_round import DigestRound
from cases.models.outbox import OutboxMessage
from cases.queries.digests import last_digests, todays_digest
from cases.sweeps.daily_digest import sweep
from config.mail_server import MailServer
from tests.cases.answers import AUTHOR
from tests.cases.fixtures import on_both_databases
from tests.cases.statements import sent_to

TODAY = date(2026, 8, 26)
RECEIVED = {"late": date(2026, 8, 3), "today": date(2026, 8, 18), "soon": date(2026, 8, 21)}


@pytest.fixture
def complaints(register_complaint):
    """One complaint that is late, one due today, one due on 03/09, one due later."""
    made = {name: register_complaint(day) for name, day in RECEIVED.items()}
    return made | {"later": register_complaint()}


@pytest.fixture
def digest_of(office):
    """Read today's digest of somebody."""

    def read(actor):
        with office.database.reading() as tx:
            return todays_digest(tx, office, actor)

    return read


@pytest.fixture
def with_mail(office):
    server = MailServer("mail.example", 25)
    office.settings = replace(office.settings, mail_server=server, mail_from="donthu@mail.example")


def counts(digest):
    return (digest.late, digest.due_today, digest.due_soon) if digest else None


def rows(office, table):
    with office.database.reading() as tx:
        return list(tx.scalars(select(table)))


@on_both_databases
class TestSweep:
    def test_writes_to_everybody_who_has_something_due(self, office, people, complaints):
        assert sweep(office) == len(rows(office, Digest)) > 0
        written = {row.account_id for row in rows(office, Digest)}
        roles = {role for role, actor in people.items() if actor.account_id in written}
        assert {"petition_officer", "section_head", "head", "inspectorate"} <= roles
        assert not {"registrar", "verifier", "administrator"} & roles

    def test_writes_once_a_day(self, office, complaints):
        sweep(office)
        with sent_to(office.database) as sent:
            assert sweep(office) == 0
        assert (sent.commits, len(sent.statements)) == (0, 1)

    def test_begins_at_half_past_seven(self, office, complaints):
        complaints["late"].set_clock(TODAY, time(7, 29))
        assert sweep(office) == 0
        complaints["late"].set_clock(TODAY, time(7, 30))
        assert sweep(office) > 0

    def test_is_made_up_for_later_in_the_day(self, office, complaints):
        complaints["late"].set_clock(TODAY, time(15))
        assert sweep(office) > 0

    @pytest.mark.parametrize("day", [date(2026, 8, 29), date(2026, 9, 2)])
    def test_rests_when_the_office_does(self, office, complaints, day):
        complaints["late"].set_clock(day)
        assert sweep(office) == 0

    def test_writes_a_new_one_the_next_morning(self, office, complaints):
        first = sweep(office)
        complaints["late"].set_clock(TODAY + timedelta(days=1))
        assert sweep(office) == first
        assert len({row.day for row in rows(office, Digest)}) == 2

    def test_goes_on_where_it_was_interrupted(self, office, complaints):
        total = sweep(office)
        with office.database.writing() as tx:
            tx.delete(tx.get_one(DigestRound, TODAY))
            tx.delete(tx.scalars(select(Digest).limit(1)).one())
        assert sweep(office) == 1
        assert len(rows(office, Digest)) == total

    def test_forgets_what_is_long_past(self, office, complaints):
        sweep(office)
        complaints["late"].set_clock(date(2026, 12, 7))
        sweep(office)
        assert {row.day for row in rows(office, Digest)} == {date(2026, 12, 7)}


class TestDigest:
    def test_of_a_leader_counts_the_whole_unit(self, office, people, complaints, digest_of):
        sweep(office)
        digest = digest_of(people["head"])
        assert counts(digest) == (1, 1, 2)  # what is due today is to be handled soon as well
        assert digest.unit_names == "UBND phường Mẫu An"
        (line,) = digest.lines.late
        assert (line.code, line.name, line.due_on) == (
            complaints["late"].registered.code,
            "Đề xuất hướng xử lý đơn",
            date(2026, 8, 12),
        )

    def test_of_staff_counts_what_they_have_or_may_take(
        self, office, people, colleagues, complaints, digest_of
    ):
        with office.database.writing() as tx:
            item_id = complaints["late"].items[0].id
            claim_item(tx, office, colleagues["petition_officer"], item_id=item_id)
        sweep(office)
        assert counts(digest_of(people["petition_officer"])) == (0, 1, 1)
        assert counts(digest_of(colleagues["petition_officer"])) == (1, 1, 1)
        assert digest_of(people["petition_officer"]).unit_names == ""

    def test_of_the_inspectorate_counts_the_city(self, office, people, complaints, digest_of):
        sweep(office)
        digest = digest_of(people["inspectorate"])
        assert (counts(digest), digest.unit_names) == ((1, 1, 2), "Toàn thành phố")

    def test_of_another_unit_is_not_written(self, office, strangers, complaints, digest_of):
        sweep(office)
        assert all(digest_of(actor) is None for actor in strangers.values())

    def test_is_not_written_for_locked_people(self, office, people, complaints, digest_of):
        with office.database.writing() as tx:
            tx.execute(
                update(Account)
                .where(Account.id == people["head"].account_id)
                .values(locked_from=TODAY)
            )
        sweep(office)
        assert digest_of(people["head"]) is None

    def test_names_twenty_and_counts_all(self, office, people, register_complaint, digest_of):
        for _ in range(22):
            register_complaint(RECEIVED["late"])
        sweep(office)
        digest = digest_of(people["head"])
        assert (digest.late, len(digest.lines.late)) == (22, 20)

    def test_can_be_hidden_by_its_reader_only(self, office, people, complaints, digest_of):
        sweep(office)
        digest = digest_of(people["head"])
        for actor in (people["petition_officer"], people["head"]):
            assert digest_of(people["head"]) is not None
            with office.database.writing() as tx:
                hide_digest(tx, office, actor, digest_id=digest.id)
        assert digest_of(people["head"]) is None
        with office.database.reading() as tx:
            assert [one.id for one in last_digests(tx, people["head"])] == [digest.id]

    def test_holds_no_matter_and_no_party(self, office, complaints):
        sweep(office)
        for row in rows(office, Digest):
            assert AUTHOR not in row.lines
            assert "thu hồi đất" not in row.lines


class TestMail:
    def test_is_not_queued_without_a_mail_server(self, office, complaints):
        sweep(office)
        assert rows(office, OutboxMessage) == []

    def test_is_queued_with_the_digest(self, office, with_mail, complaints):
        assert sweep(office) == len(rows(office, OutboxMessage))

    def test_holds_codes_dates_and_counts_only(self, office, with_mail, people, complaints):
        sweep(office)
        account_id = people["head"].account_id
        message = next(row for row in rows(office, OutboxMessage) if row.account_id == account_id)
        late, today, soon = (complaints[name].registered.code for name in RECEIVED)
        assert message.subject == (
            "Bản tin sáng 26/08/2026: 1 trễ hạn, 1 hết hạn hôm nay, 2 sắp đến hạn"
        )
        assert message.text.splitlines() == [
            f"{message.subject}.",
            "",
            "Trễ hạn: 1",
            f"- {late}: hạn 12/08/2026",
            "",
            "Hết hạn hôm nay: 1",
            f"- {today}: hạn 26/08/2026",
            "",
            "Sắp đến hạn: 2",
            f"- {today}: hạn 03/09/2026",
            f"- {soon}: hạn 03/09/2026",
            "",
            "Mở hệ thống để xem từng việc. Thư này gửi tự động, không trả lời được.",
        ]
