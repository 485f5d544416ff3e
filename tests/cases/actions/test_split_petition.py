"""Tách đơn: the denunciation in a mixed petition is entered apart, and nothing leads to it.

Khoản 7 Điều 5 Quy chế 2003/QĐ-UBND: the other part names the same author.
"""

from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import select

from cases.accounts.system_account import MAILBOX
from cases.actions.split_petition import split_petition
from cases.database import METADATA
from cases.erasure.preview import preview_of
from cases.erasure.reach import reach_of_petition
from cases.errors import KindUnchangeableError, NotAllowedError, SubmissionRefusedError
from cases.kinds.asked import split_form
from cases.models.journal_entry import JournalEntry
from cases.models.petition import Petition
from cases.models.petition_text import PetitionText
from cases.models.run import Run
from cases.models.split_part import SplitPart
from cases.sweeps.enter_split_parts import sweep
from config.clock import TIME_ZONE
from forms.limits import Limits
from forms.posted import RawValues
from forms.submission import read
from tests.cases.fixtures import on_both_databases
from tests.cases.matter import Matter

PARTS = {
    "part_kind": "denunciation",
    "title": "Cán bộ nhận tiền",
    "summary": "Cán bộ địa chính nhận tiền",
    "rest_title": "Diện tích đất",
    "rest_summary": "Không đồng ý diện tích đất",
}


@pytest.fixture
def mixed(office, people):
    return Matter.register(office, people, kind="mixed")


@pytest.fixture
def split(office, people):
    def take_out(matter, by="petition_officer", **typed):
        posted = RawValues({key: [value] for key, value in (PARTS | typed).items()})
        sent = read(split_form(), posted, None, Limits(office.today()))
        petition_id = matter.registered.petition_id
        with office.database.reading() as tx:
            reach = reach_of_petition(tx, petition_id, same_paper=False)
            seen = preview_of(tx, reach).fingerprint
        code = matter.registered.petition_code
        with office.database.writing() as tx:
            return split_petition(tx, office, people[by], code=code, submission=sent, seen=seen)

    return take_out


def next_morning(office):
    day = office.today() + timedelta(days=1)
    office.clock.set(datetime.combine(day, time(7), TIME_ZONE))
    return sweep(office)


def entered(office, but):
    with office.database.reading() as tx:
        return tx.scalars(select(Petition).where(Petition.id != but)).one()


@on_both_databases
class TestDenunciationPart:
    def test_is_entered_the_day_after_in_triage(self, office, mixed, split):
        split(mixed)
        assert sweep(office) == 0
        assert next_morning(office) == 1
        part = entered(office, mixed.registered.petition_id)
        assert (part.kind, part.received_on) == ("denunciation", mixed.petition.received_on)
        with office.database.reading() as tx:
            assert tx.get_one(PetitionText, part.id).title == "Cán bộ nhận tiền"
            about = (Run.subject_kind == "petition", Run.subject_id == part.id)
            assert tx.scalars(select(Run.status).where(*about)).one() == "running"
            assert tx.scalars(select(SplitPart)).all() == []

    def test_is_entered_by_nobody_at_no_hour_with_no_token(self, office, mixed, split):
        split(mixed)
        next_morning(office)
        part = entered(office, mixed.registered.petition_id)
        assert part.registered_at.time() == time.min
        assert part.registration_token is None
        assert part.forwarded_from_id is None
        with office.database.reading() as tx:
            account = METADATA.tables["account"]
            email = tx.scalar(select(account.c.email).where(account.c.id == part.registered_by_id))
        assert email.startswith(MAILBOX)

    def test_waits_without_a_word_of_where_it_comes_from(self, office, mixed, split):
        """No column could hold the petition, the person or the hour."""
        split(mixed)
        columns = set(METADATA.tables["split_part"].columns.keys())
        told = {"unit_id", "procedure", "received_on", "source", "title", "summary", "enter_on"}
        assert columns == {"id"} | told

    def test_is_named_by_no_entry_of_the_journal_beside_the_other_part(self, office, mixed, split):
        """The entry of the split is the same whatever was taken out."""
        split(mixed)
        next_morning(office)
        part = entered(office, mixed.registered.petition_id)
        with office.database.reading() as tx:
            entries = tx.scalars(select(JournalEntry).order_by(JournalEntry.id)).all()
        of_part = [
            one for one in entries if (one.subject_kind, one.subject_id) == ("petition", part.id)
        ]
        assert [(one.action, one.account_id, one.address) for one in of_part] == [
            ("enter_split_part", None, "")
        ]
        splits = [one for one in entries if one.action == "split_petition"]
        assert "denunciation" not in splits[0].detail
        assert part.code not in "".join(one.detail for one in entries)

    def test_sent_twice_waits_once(self, office, mixed, split):
        split(mixed)
        split(mixed)
        with office.database.reading() as tx:
            assert len(tx.scalars(select(SplitPart)).all()) == 1


class TestOtherPart:
    def test_is_told_anew_and_stays_where_it_was(self, office, mixed, split):
        open_before = mixed.open
        split(mixed)
        assert mixed.petition.kind == "mixed"
        assert mixed.open == open_before
        with office.database.reading() as tx:
            text = tx.get_one(PetitionText, mixed.registered.petition_id)
        assert (text.title, text.summary) == ("Diện tích đất", "Không đồng ý diện tích đất")

    def test_of_another_kind_is_left_to_the_counter(self, office, mixed, split):
        assert split(mixed, part_kind="feedback") == "feedback"
        with office.database.reading() as tx:
            assert tx.scalars(select(SplitPart)).all() == []


class TestRefusal:
    def test_of_words_that_may_name_the_author(self, mixed, split):
        with pytest.raises(SubmissionRefusedError):
            split(mixed, rest_summary="Gọi 0905 123 456")

    def test_of_a_petition_that_is_not_mixed(self, petition_of_one_kind, split):
        with pytest.raises(KindUnchangeableError, match="not_mixed"):
            split(petition_of_one_kind)

    def test_of_people_who_do_not_work_on_petitions(self, mixed, split):
        with pytest.raises(NotAllowedError):
            split(mixed, by="inspectorate")

    @pytest.fixture
    def petition_of_one_kind(self, office, people):
        return Matter.register(office, people)
