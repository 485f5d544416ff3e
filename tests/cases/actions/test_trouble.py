"""Báo lỗi: who may tell of trouble, who is told, and how a report is followed to its end.

Điểm e khoản 2 Điều 15, khoản 2 Điều 16, khoản 5 Điều 17 Quy chế 2003/QĐ-UBND.
"""

import json
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import select

from cases.actions.create_account import create_account
from cases.actions.move_trouble import move_trouble
from cases.actions.report_trouble import report_trouble
from cases.actor import Actor, Assignment
from cases.errors import (
    NotAllowedError,
    NotFoundError,
    SubmissionRefusedError,
)
from cases.models.journal_entry import JournalEntry
from cases.models.outbox import OutboxMessage
from cases.models.trouble_report import TroubleReport
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.policy.visible_trouble import handled_reports, visible_reports
from cases.queries.actors import actor_of
from cases.queries.trouble_figures import trouble_figures
from cases.queries.trouble_list import TroubleFilter, trouble_list
from cases.queries.trouble_page import reporting_page, trouble_page
from cases.trouble.asked import TroublePlace, trouble_form
from cases.trouble.errors import TroubleMovedError
from config.catalogs import read_roles
from config.mail_server import read_mail_server
from forms.limits import Limits
from forms.posted import RawValues
from forms.submission import read
from tests.cases.fixtures import on_both_databases
from tests.cases.statements import sent_to

PLACE = TroublePlace("cases.show", "/ho-so/…", "7F3A-01", "1.0", "Firefox 128")
WORDS = "Bấm Lưu thì trang trắng."


@pytest.fixture
def it_person(office, people):
    """The IT person of the ward."""
    email = f"it@{office.settings.email_domain}"
    with office.database.writing() as tx:
        create_account(
            tx,
            office,
            people["administrator"],
            email=email,
            full_name="Đặng Văn K",
            unit_code="mau-an",
            roles=("unit_it",),
            request_document="05/ĐN-MẪU",
        )
    with office.database.reading() as tx:
        return actor_of(tx, office, email=email)


@pytest.fixture
def mailing(office):
    """An office that sends mail."""
    server = read_mail_server("smtp://127.0.0.1:9")
    office.settings = replace(office.settings, mail_server=server, mail_from="donthu@mail.example")


@pytest.fixture
def report(office, people):
    """Report trouble: ``report("blocked", by=people["registrar"])``."""

    def report(kind="blocked", *, by=None, text=WORDS):
        typed = RawValues({"kind": [kind], "text": [text]})
        form = trouble_form(of_several_units=False)
        submission = read(form, typed, None, Limits(office.today()))
        with office.database.writing() as tx:
            return report_trouble(
                tx, office, by or people["petition_officer"], submission=submission, place=PLACE
            )

    return report


@pytest.fixture
def move(office):
    """Bring a report into a state: ``move(1, "answered", by=it, seen="received", text="…")``."""

    def move(report_id, state, *, by, seen, text=""):
        with office.database.writing() as tx:
            move_trouble(tx, office, by, report_id=report_id, seen=seen, state=state, text=text)

    return move


@pytest.fixture
def page_of(office):
    def page_of(report_id, person):
        with office.database.reading() as tx:
            return trouble_page(tx, office, person, report_id=report_id)

    return page_of


def mails(office):
    with office.database.reading() as tx:
        return list(tx.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


class TestReporting:
    def test_tells_the_it_person_the_head_and_the_inspectorate_at_once(
        self, office, people, it_person, mailing, report
    ):
        report()
        told = {mail.account_id for mail in mails(office)}
        inspectorate, head = people["inspectorate"], people["head"]
        with office.database.reading() as tx:
            heads = {one.account_id for one in (head, inspectorate, it_person)}
            assert heads <= told
            names = reporting_page(tx, office, people["petition_officer"]).told[0][1]
        assert names[0] == "Đặng Văn K (Công nghệ thông tin đơn vị)"
        assert names[-1] == "Thanh tra thành phố"

    def test_sends_page_and_time_but_nothing_that_was_written(self, office, mailing, report):
        report()
        for mail in mails(office):
            assert "/ho-so/…" in mail.text
            assert "10:00 ngày 26/08/2026" in mail.text
            assert WORDS not in mail.text

    def test_tells_nobody_of_another_unit(self, office, strangers, mailing, report):
        report()
        told = {mail.account_id for mail in mails(office)}
        assert told.isdisjoint({one.account_id for one in strangers.values()})

    @pytest.mark.parametrize(
        "text",
        [
            "Hồ sơ KN-2026-000123 không mở được.",
            "Đơn D-2026-000001 bị mất.",
            "Gọi tôi số 0905 123 456.",
            "Ông Nguyễn Văn B tố cáo mà không lưu được.",
            "Thư a.b@example.org không gửi được.",
            "   ",
        ],
    )
    def test_takes_no_case_and_no_person(self, report, text):
        with pytest.raises(SubmissionRefusedError):
            report(text=text)

    def test_takes_four_statements(self, office, report):
        with sent_to(office.database) as sent:
            report()
        assert (len(sent.statements), sent.commits) == (4, 1)

    def test_is_for_everybody_even_without_a_role(self, office, people, report, page_of):
        nobody = replace(people["verifier"], assignments=())
        number = report(by=nobody)
        assert page_of(number, nobody).unit == ""
        assert page_of(number, people["inspectorate"]).state == "received"
        with pytest.raises(NotFoundError):
            page_of(number, people["head"])

    def test_leaves_an_entry_without_the_words(self, office, report):
        number = report("security")
        with office.database.reading() as tx:
            entry = tx.scalars(select(JournalEntry).order_by(JournalEntry.id.desc()).limit(1)).one()
        assert (entry.action, entry.subject_id) == ("report_trouble", number)
        assert json.loads(entry.detail) == {"trouble_kind": "security", "screen": "cases.show"}


class TestAReport:
    def test_is_followed_until_it_is_closed_and_can_be_opened_again(
        self, people, it_person, report, move, page_of
    ):
        reporter, number = people["petition_officer"], report()
        move(number, "in_work", by=it_person, seen="received")
        move(number, "answered", by=it_person, seen="in_work", text="Đã cài bản mới.")
        move(number, "reopened", by=reporter, seen="answered", text="Vẫn trắng.")
        move(number, "answered", by=people["head"], seen="reopened", text="Đã báo đơn vị vận hành.")
        move(number, "closed", by=reporter, seen="answered")
        moves = page_of(number, reporter).moves
        states = ["Đã xong", "Đã trả lời", "Mở lại", "Đã trả lời", "Đang xử lý", "Mới nhận"]
        assert [one.title for one in moves] == states
        assert (moves[2].text, moves[2].by) == ("Vẫn trắng.", reporter.name)

    def test_is_answered_to_its_reporter_by_mail(self, office, people, mailing, report, move):
        number = report()
        before = len(mails(office))
        move(number, "answered", by=people["inspectorate"], seen="received", text="Đã sửa.")
        new = mails(office)[before:]
        assert [one.account_id for one in new] == [people["petition_officer"].account_id]
        assert "đã trả lời" in new[0].subject

    def test_says_something_when_it_is_answered_or_opened_again(self, people, report, move):
        with pytest.raises(SubmissionRefusedError):
            move(report(), "answered", by=people["head"], seen="received")

    def test_is_not_moved_by_two_at_once(self, people, report, move):
        number = report()
        move(number, "in_work", by=people["head"], seen="received")
        with pytest.raises(TroubleMovedError):
            move(number, "in_work", by=people["inspectorate"], seen="received")

    def test_is_answered_by_whoever_sees_to_it_not_by_the_reporter(self, people, report, move):
        with pytest.raises(NotAllowedError):
            move(
                report(), "answered", by=people["petition_officer"], seen="received", text="Tự sửa"
            )

    def test_of_another_unit_might_as_well_not_exist(self, people, strangers, report, move):
        number = report()
        for one in (number, number + 1):
            with pytest.raises(NotFoundError):
                move(one, "in_work", by=strangers["head"], seen="received")

    def test_is_moved_on_in_four_statements(self, office, people, report, move):
        number = report()
        with sent_to(office.database) as sent:
            move(number, "in_work", by=people["head"], seen="received")
        assert (len(sent.statements), sent.commits) == (4, 1)


@on_both_databases
class TestTheList:
    def test_holds_what_may_be_read(self, office, people, strangers, report):
        reporters = [people["registrar"], strangers["registrar"], people["head"]]
        reporters.append(replace(people["verifier"], assignments=()))
        for one in reporters:
            report(by=one)
        units = {one.assignments[0].unit_id for one in (people["head"], strangers["head"])}
        with office.database.reading() as tx:
            reports = list(tx.scalars(select(TroubleReport)))
            for actor in everybody(reporters, units):
                seen = set(tx.scalars(select(TroubleReport.id).where(visible_reports(actor))))
                seen_to = set(tx.scalars(select(TroubleReport.id).where(handled_reports(actor))))
                assert seen == allowed(Permission.TROUBLE_READ, actor, reports), actor
                assert seen_to == allowed(Permission.TROUBLE_HANDLE, actor, reports), actor

    def test_shows_open_reports_first_of_all(self, office, people, report, move):
        for _ in range(3):
            report()
        move(2, "closed", by=people["petition_officer"], seen="received")
        with office.database.reading() as tx:
            shown = trouble_list(tx, people["head"], TroubleFilter())
            every = trouble_list(tx, people["head"], TroubleFilter("all"))
            mine = trouble_list(tx, people["head"], TroubleFilter("mine"))
        assert [row.id for row in shown.rows] == [3, 1]
        assert [row.id for row in every.rows] == [3, 2, 1]
        assert mine.rows == ()


class TestTheFiguresOfTheOperator:
    def test_count_what_was_asked_reported_and_done(self, office, people, report, move):
        help_number, fault = report("help"), report("wrong")
        report("security")
        office.clock.set(office.clock.now() + timedelta(hours=2))
        move(help_number, "answered", by=people["head"], seen="received", text="Bấm Lưu nháp.")
        move(help_number, "closed", by=people["head"], seen="answered")
        move(fault, "in_work", by=people["head"], seen="received")
        with office.database.reading() as tx:
            figures = trouble_figures(tx, office.today(), office.today())
        assert (figures.asked, figures.asked_done) == (1, 1)
        assert (figures.reported, figures.reported_done, figures.still_open) == (2, 0, 2)
        assert figures.hours_to_answer == 2
        assert [f"{at:%H:%M}" for at in figures.incidents] == ["10:00"]


def everybody(people, units):
    for role, unit_id in product(sorted(read_roles()), units):
        yield Actor(-1, "", "", (Assignment(role, unit_id, ""),))
    yield from people


def allowed(permission, actor, reports):
    return {
        one.id
        for one in reports
        if allows(permission, actor, Target(unit_id=one.unit_id, reported_by_id=one.reported_by_id))
    }
