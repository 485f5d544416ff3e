"""What a person has typed is not lost, and is theirs alone."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from cases.actions.drop_draft import drop_draft
from cases.actions.save_draft import LARGEST_DRAFT, save_draft
from cases.models.draft import Draft
from cases.queries.step_page import step_page
from cases.sweeps.old_drafts import sweep
from tests.cases.fixtures import on_both_databases


@pytest.fixture
def save(office):
    def save(actor, place, **values):
        with office.database.writing() as tx:
            return save_draft(tx, office, actor, place=place, values=values)

    return save


def drafts(office):
    with office.database.reading() as tx:
        return {
            (row.account_id, row.place): json.loads(row.raw)
            for row in tx.scalars(select(Draft).order_by(Draft.id))
        }


class TestDraft:
    @on_both_databases
    def test_keeps_the_strings_as_they_were_typed(self, office, people, save):
        actor = people["registrar"]
        saved_at = save(actor, "intake:complaint_first", summary=["Đơn “viết dở\n"], days=["31/2"])
        assert saved_at == office.clock.now()
        assert drafts(office) == {
            (actor.account_id, "intake:complaint_first"): {
                "summary": ["Đơn “viết dở\n"],
                "days": ["31/2"],
            }
        }

    @on_both_databases
    def test_overwrites_the_one_before_at_the_same_place(self, office, people, save):
        actor = people["registrar"]
        save(actor, "intake:complaint_first", summary=["một"], request=["hai"])
        save(actor, "intake:complaint_first", summary=["ba"])
        assert list(drafts(office).values()) == [{"summary": ["ba"]}]

    def test_of_two_people_at_one_place_stay_apart(self, office, people, colleagues, save):
        save(people["registrar"], "intake:complaint_first", summary=["của tôi"])
        save(colleagues["registrar"], "intake:complaint_first", summary=["của bạn"])
        assert len(drafts(office)) == 2

    def test_is_shown_to_nobody_else(self, office, complaint, people, colleagues, save):
        item = complaint.item("propose_handling")
        place = f"step:{complaint.run_id}:{item.task_id}"
        save(people["petition_officer"], place, reason=["Nửa câu"])
        seen = []
        for actor in (people["petition_officer"], colleagues["petition_officer"]):
            with office.database.reading() as tx:
                page = step_page(tx, office, actor, run_id=complaint.run_id, task_id=item.task_id)
            seen.append(page.draft)
        assert seen == [{"reason": ["Nửa câu"]}, None]

    def test_can_be_dropped_and_dropped_again(self, office, people, save):
        save(people["registrar"], "intake:complaint_first", summary=["x"])
        for _ in range(2):
            with office.database.writing() as tx:
                drop_draft(tx, office, people["registrar"], place="intake:complaint_first")
        assert drafts(office) == {}

    def test_of_an_ended_step_can_still_be_saved(self, office, complaint, people, save):
        item = complaint.item("propose_handling")
        complaint.do("propose_handling")
        save(people["petition_officer"], f"step:{complaint.run_id}:{item.task_id}", reason=["x"])
        assert len(drafts(office)) == 1

    def test_has_a_largest_size(self, office, people, save):
        with pytest.raises(ValueError, match="large"):
            save(people["registrar"], "intake:complaint_first", summary=["x" * LARGEST_DRAFT])


class TestOldDraft:
    def test_is_thrown_away_after_seven_days(self, office, people, save):
        save(people["registrar"], "intake:complaint_first", summary=["x"])
        office.clock.set(office.clock.now() + timedelta(days=7))
        assert sweep(office) == 0
        office.clock.set(office.clock.now() + timedelta(seconds=1))
        assert sweep(office) == 1
        assert drafts(office) == {}
