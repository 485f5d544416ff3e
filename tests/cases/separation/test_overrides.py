"""In a small unit the head may let one person do two steps that are kept apart, on a paper."""

from dataclasses import replace

import pytest
from sqlalchemy import insert, select, update

from cases.actions.link_respondent import link_respondent
from cases.actions.override_separation import override_separation
from cases.errors import (
    NotAllowedError,
    NotFoundError,
    SeparationOfDutiesError,
    SubmissionRefusedError,
)
from cases.models.journal_entry import JournalEntry
from cases.models.role_assignment import RoleAssignment
from cases.queries.actors import actor_of
from cases.queries.separation import override_list, override_page
from cases.separation.asked import override_form
from cases.separation.errors import OverrideRefusedError
from forms.limits import Limits
from forms.posted import RawValues
from forms.submission import read

PAPER = {
    "reason": "Đơn vị chỉ còn một người giữ vai trò này.",
    "number": "12/QĐ-UBND",
    "issued_on": "25/08/2026",
}


@pytest.fixture
def small_unit(office, people, colleagues):
    """Leave one leader of a part in the ward, who also handles petitions; return that person."""
    leader = people["section_head"]
    with office.database.writing() as tx:
        tx.execute(
            update(RoleAssignment)
            .where(RoleAssignment.account_id == colleagues["section_head"].account_id)
            .values(valid_to=office.today().replace(day=1))
        )
        row = {"unit_id": leader.assignments[0].unit_id, "valid_from": office.today()}
        row |= {"account_id": leader.account_id, "role": "petition_officer"}
        tx.execute(insert(RoleAssignment), [row])
        return actor_of(tx, office, email=leader.email)


@pytest.fixture
def both(complaint, small_unit):
    """A petition on which that person has proposed and would have to approve."""
    complaint.do("propose_handling", by=small_unit)
    return complaint


def override(matter, by, **typed):
    office, item = matter.office, matter.item("approve_proposal")
    form = override_form(of_several=False, is_secret=False)
    raw = RawValues({key: [value] for key, value in (PAPER | typed).items()})
    submission = read(form, raw, None, Limits(today=office.today()))
    with office.database.writing() as tx:
        return override_separation(tx, office, by, item_id=item.id, submission=submission)


class TestWithoutAnOverride:
    def test_the_steps_stay_apart_and_the_head_is_told_of_the_way(self, both, small_unit, people):
        with pytest.raises(SeparationOfDutiesError) as refused:
            both.do("approve_proposal", by=small_unit)
        assert refused.value.item_id == both.item("approve_proposal").id
        assert not refused.value.is_head


class TestOverride:
    def test_lets_the_one_person_do_both(self, both, small_unit, people):
        assert override(both, people["head"]) == small_unit.name
        both.do("approve_proposal", by=small_unit)
        assert "approve_proposal" not in both.open

    def test_is_journalled_with_its_paper_and_without_its_words(self, both, people, office):
        override(both, people["head"])
        with office.database.reading() as tx:
            made = JournalEntry.action == "override_separation"
            (entry,) = tx.scalars(select(JournalEntry).where(made)).all()
        assert entry.account_id == people["head"].account_id
        assert "12/QĐ-UBND" in entry.detail
        assert "Đơn vị" not in entry.detail

    @pytest.mark.parametrize("role", ["section_head", "deputy", "registrar", "inspectorate"])
    def test_is_the_head_s_alone(self, both, people, role):
        actor = people.get(role, people["registrar"])
        with pytest.raises(NotAllowedError):
            override(both, actor)

    def test_is_unknown_to_strangers(self, both, strangers):
        with pytest.raises(NotFoundError):
            override(both, strangers["head"])

    @pytest.mark.parametrize("missing", ["reason", "number", "issued_on"])
    def test_needs_reason_and_paper(self, both, people, missing):
        with pytest.raises(SubmissionRefusedError):
            override(both, people["head"], **{missing: ""})

    def test_is_refused_while_somebody_else_holds_the_role(
        self, both, people, office, colleagues, small_unit
    ):
        with office.database.writing() as tx:
            tx.execute(
                update(RoleAssignment)
                .where(RoleAssignment.account_id == colleagues["section_head"].account_id)
                .values(valid_to=None)
            )
        with pytest.raises(OverrideRefusedError) as refused:
            override(both, people["head"])
        assert refused.value.others == (colleagues["section_head"].name,)
        with pytest.raises(SeparationOfDutiesError):
            both.do("approve_proposal", by=small_unit)

    def test_is_refused_where_nobody_is_kept_apart(self, complaint, small_unit, people):
        complaint.do("propose_handling")
        with pytest.raises(OverrideRefusedError):
            override(complaint, people["head"])

    def test_counts_nobody_whom_the_record_is_about(
        self, both, people, office, colleagues, small_unit
    ):
        """Who holds the role and may do no step of the record is nobody else who could."""
        leader = RoleAssignment.account_id == colleagues["section_head"].account_id
        with office.database.writing() as tx:
            tx.execute(update(RoleAssignment).where(leader).values(valid_to=None))
            code, about = both.registered.code, colleagues["section_head"].account_id
            link_respondent(tx, office, people["registrar"], code=code, account_id=about)
        assert override(both, people["head"]) == small_unit.name
        both.do("approve_proposal", by=small_unit)
        assert "approve_proposal" not in both.open

    def test_is_not_lifted_to_whoever_acts_for_that_person(self, both, people, small_unit):
        """Delegation never lifts it: the right is that person's own."""
        override(both, people["head"])
        stranger = replace(people["verifier"], on_behalf_of=small_unit.account_id)
        with pytest.raises(NotAllowedError):
            both.do("approve_proposal", by=stranger)

    def test_counts_for_the_waiting_step_only(self, both, small_unit, people, office):
        override(both, people["head"])
        second = type(both).register(office, people)
        second.do("propose_handling", by=small_unit)
        with pytest.raises(SeparationOfDutiesError):
            second.do("approve_proposal", by=small_unit)


class TestPages:
    def test_of_the_step_says_who_could_do_it(self, both, people, office, small_unit):
        item_id = both.item("approve_proposal").id
        with office.database.reading() as tx:
            page = override_page(tx, office, people["head"], item_id=item_id)
        assert page.is_possible
        assert list(page.holders.apart.values()) == [small_unit.name]
        assert page.others == ("Đề xuất hướng xử lý đơn",)

    def test_of_the_list_is_for_the_head_and_the_inspectorate(
        self, both, people, strangers, office
    ):
        override(both, people["head"])
        with office.database.reading() as tx:
            for role in ("head", "inspectorate"):
                (row,) = override_list(tx, office, people[role]).rows
                assert (row.document_number, row.reason) == (PAPER["number"], PAPER["reason"])
            assert override_list(tx, office, strangers["head"]).rows == ()
            with pytest.raises(NotAllowedError):
                override_list(tx, office, people["registrar"])
