"""Taking a step for oneself, and giving it back."""

import pytest

from cases.actions.claim_item import claim_item
from cases.actions.release_item import release_item
from cases.errors import ItemTakenError, NotAllowedError, NotFoundError
from tests.cases.fixtures import on_both_databases


@pytest.fixture
def item_id(complaint):
    return complaint.item("propose_handling").id


@pytest.fixture
def claim(office, item_id):
    def claim(actor):
        with office.database.writing() as tx:
            claim_item(tx, office, actor, item_id=item_id)

    return claim


@pytest.fixture
def release(office, item_id):
    def release(actor):
        with office.database.writing() as tx:
            release_item(tx, office, actor, item_id=item_id)

    return release


class TestClaim:
    @on_both_databases
    def test_puts_the_persons_name_on_the_step(self, complaint, claim, people, office):
        claim(people["petition_officer"])
        item = complaint.item("propose_handling")
        assert item.claimant_id == people["petition_officer"].account_id
        assert item.claimed_at == office.clock.now()

    def test_keeps_colleagues_from_ending_the_step(self, complaint, claim, people, colleagues):
        claim(people["petition_officer"])
        with pytest.raises(ItemTakenError):
            complaint.do("propose_handling", by=colleagues["petition_officer"])
        complaint.do("propose_handling", by=people["petition_officer"])

    def test_of_what_one_has_already_changes_nothing(self, complaint, claim, people):
        claim(people["petition_officer"])
        claim(people["petition_officer"])
        holder = complaint.item("propose_handling").claimant_id
        assert holder == people["petition_officer"].account_id

    @on_both_databases
    def test_of_what_a_colleague_has_names_the_colleague(self, claim, people, colleagues):
        claim(colleagues["petition_officer"])
        with pytest.raises(ItemTakenError) as taken:
            claim(people["petition_officer"])
        assert taken.value.taken_by == colleagues["petition_officer"].name

    def test_by_a_person_without_the_role_is_refused(self, claim, people):
        with pytest.raises(NotAllowedError):
            claim(people["head"])

    def test_by_a_stranger_does_not_tell_that_there_is_a_step(self, claim, strangers):
        with pytest.raises(NotFoundError):
            claim(strangers["petition_officer"])

    def test_of_a_step_that_has_ended_is_refused(self, complaint, claim, people):
        complaint.do("propose_handling")
        with pytest.raises(NotFoundError):
            claim(people["petition_officer"])

    @on_both_databases
    def test_from_an_old_page_never_takes_another_step(
        self, complaint, claim, people, register_complaint
    ):
        """The number of an ended step is not given to the next one."""
        complaint.do("propose_handling")
        other = register_complaint()
        with pytest.raises(NotFoundError):
            claim(people["petition_officer"])
        assert other.item("propose_handling").claimant_id is None

    def test_of_what_the_head_gave_to_somebody_else_is_refused(self, office, complaint, colleagues):
        complaint.go_to("verify_report")
        item_id = complaint.item("verify_report").id
        with pytest.raises(NotAllowedError), office.database.writing() as tx:
            claim_item(tx, office, colleagues["verifier"], item_id=item_id)


class TestRelease:
    @on_both_databases
    def test_opens_the_step_to_all_of_the_role(self, complaint, claim, release, people, colleagues):
        claim(people["petition_officer"])
        release(people["petition_officer"])
        item = complaint.item("propose_handling")
        assert (item.claimant_id, item.claimed_at) == (None, None)
        complaint.do("propose_handling", by=colleagues["petition_officer"])

    def test_of_what_a_colleague_has_is_refused(self, claim, release, people, colleagues):
        claim(colleagues["petition_officer"])
        with pytest.raises(NotAllowedError):
            release(people["petition_officer"])

    def test_of_what_nobody_has_is_refused(self, release, people):
        with pytest.raises(NotAllowedError):
            release(people["petition_officer"])

    def test_by_a_stranger_does_not_tell_that_there_is_a_step(self, claim, release, strangers):
        with pytest.raises(NotFoundError):
            release(strangers["petition_officer"])

    def test_of_a_step_that_has_ended_is_refused(self, complaint, release, people):
        complaint.do("propose_handling")
        with pytest.raises(NotFoundError):
            release(people["petition_officer"])
