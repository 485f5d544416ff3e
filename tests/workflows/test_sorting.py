"""Xác định loại đơn: what triage does once it knows what kind of petition it has before it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from cases.actions.take_back_step import take_back_step
from cases.errors import NotAmendableError, SubmissionRefusedError
from cases.models.event import Event
from cases.models.party import Party
from cases.queries.search import SearchFilter, search
from tests.cases.amendments.corrections import correct, last_step
from tests.cases.answers import AUTHOR, on
from tests.cases.fixtures import on_both_databases
from tests.cases.matter import Matter
from tests.cases.statements import sent_to

RECEIVED_ON = date(2026, 8, 20)
SORTING = 22
"""Statements of a sorting that records the author and opens the term of Điều 27."""


@pytest.fixture
def unsorted(office, people):
    """A petition received on 20/08/2026 that may be anything."""
    return Matter.register(
        office, people, procedure="triage", kind="unclassified", received_on=RECEIVED_ON
    )


def parties(petition):
    with petition.office.database.reading() as tx:
        wanted = Party.petition_id == petition.registered.petition_id
        return {(one.role, one.full_name) for one in tx.scalars(select(Party).where(wanted))}


@on_both_databases
class TestComplaint:
    def test_gets_its_author_only_now(self, unsorted):
        assert parties(unsorted) == set()
        unsorted.do("sort_petition")
        assert parties(unsorted) == {
            ("author", AUTHOR),
            ("respondent", "Chủ tịch UBND phường Mẫu An"),
        }

    def test_has_had_the_term_of_article_27_since_its_receipt(self, office, people, unsorted):
        direct = Matter.register(office, people, procedure="triage", received_on=RECEIVED_ON)
        unsorted.do("sort_petition")
        late, usual = unsorted.deadline("kn1_accept"), direct.deadline("kn1_accept")
        assert (late.started_on, late.due_on) == (usual.started_on, usual.due_on)
        events = unsorted.events
        assert [code for code, _ in events].count("petition_received") == 1

    def test_has_it_once(self, unsorted):
        unsorted.do("sort_petition")
        unsorted.do("propose_handling")
        assert len(unsorted.deadlines("kn1_accept")) == 1

    def test_is_found_by_its_author(self, office, people, unsorted):
        def found():
            with office.database.reading() as tx:
                asked = SearchFilter(text=AUTHOR)
                return len(search(tx, office, people["registrar"], filters=asked).rows)

        assert found() == 0
        unsorted.do("sort_petition")
        assert found() == 1


class TestCorrection:
    def test_of_the_receipt_moves_the_term_that_was_opened_late(self, unsorted, people):
        unsorted.do("sort_petition")
        before = unsorted.deadline("kn1_accept").due_on
        day = RECEIVED_ON + timedelta(days=4)
        correct(unsorted, "register_unsorted", people["registrar"], received_on=on(day))
        assert unsorted.deadline("kn1_accept").due_on > before
        assert unsorted.deadline("kn1_accept").started_on == day

    def test_after_the_receipt_was_corrected_the_term_starts_on_the_right_day(
        self, unsorted, people
    ):
        day = RECEIVED_ON + timedelta(days=4)
        correct(unsorted, "register_unsorted", people["registrar"], received_on=on(day))
        unsorted.do("sort_petition")
        assert unsorted.deadline("kn1_accept").started_on == day
        with unsorted.office.database.reading() as tx:
            opening = tx.get_one(Event, unsorted.deadline("kn1_accept").opening_event_id)
            assert opening.occurred_on == day

    def test_of_the_author_changes_the_one_there_is(self, unsorted, people):
        unsorted.do("sort_petition")
        officer = people["petition_officer"]
        correct(unsorted, "sort_petition", officer, author_name="Lý Văn Q")
        assert ("author", "Lý Văn Q") in parties(unsorted)
        assert len(parties(unsorted)) == 2


class TestSorting:
    def test_cannot_be_taken_back_once_the_author_is_recorded(self, office, unsorted, people):
        unsorted.do("sort_petition")
        step = last_step(unsorted, "sort_petition")
        with office.database.writing() as tx, pytest.raises(NotAmendableError):
            take_back_step(tx, office, people["petition_officer"], step_id=step.id)

    @pytest.mark.parametrize(
        ("kind", "handling"),
        [
            ("denunciation", "file_away"),
            ("denunciation", "guide"),
            ("unclassified", "other_kind"),
            ("mixed", "file_away"),
        ],
    )
    def test_is_refused_where_the_answers_do_not_fit(self, unsorted, kind, handling):
        with pytest.raises(SubmissionRefusedError, match="handling"):
            unsorted.do("sort_petition", kind=kind, handling=handling)

    def test_as_a_denunciation_records_no_author_whatever_is_sent(self, unsorted):
        unsorted.do("sort_petition", kind="denunciation", handling="other_kind")
        assert parties(unsorted) == set()
        assert unsorted.petition.signatory_count is None

    def test_costs_no_more_statements_than_said(self, office, unsorted):
        with sent_to(office.database) as sent:
            unsorted.do("sort_petition")
        assert len(sent.statements) <= SORTING
        assert sent.commits == 1
