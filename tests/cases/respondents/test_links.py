"""Nobody does a step of a record about themselves, unless the law leaves it to them.

A name proves nothing: somebody who works on the record says which account it is.
"""

from dataclasses import replace

import pytest
from sqlalchemy import select

from cases.actions.link_respondent import link_respondent
from cases.actions.take_back_step import take_back_step
from cases.actions.unlink_respondent import unlink_respondent
from cases.amendments.opened_correction import open_correction
from cases.errors import NotAllowedError, NotFoundError
from cases.models.journal_entry import JournalEntry
from cases.queries.respondents import respondent_page
from cases.runs.locked_run import lock_run
from cases.separation.errors import OwnMatterError
from cases.steps.step_right import require_right
from config.catalogs import CatalogError
from config.own_matters import read_own_matters
from tests.cases.fixtures import on_both_databases


def link(matter, by, whom):
    office, code = matter.office, matter.registered.code
    with office.database.writing() as tx:
        return link_respondent(tx, office, by, code=code, account_id=whom.account_id)


def links(matter, by):
    office = matter.office
    with office.database.reading() as tx:
        return respondent_page(tx, office, by, code=matter.registered.code).links


@on_both_databases
class TestWhomARecordIsAbout:
    def test_does_no_step_of_it(self, complaint, people):
        link(complaint, people["registrar"], people["petition_officer"])
        with pytest.raises(OwnMatterError):
            complaint.do("propose_handling")

    def test_does_no_step_of_the_case_that_settles_the_petition(self, complaint, people):
        link(complaint, people["registrar"], people["verifier"])
        case = complaint.go_to("verify")
        with pytest.raises(OwnMatterError):
            case.do("verify")


class TestWhatElseIsKeptFromThem:
    """Not the steps that wait alone: all that moves the record."""

    def test_what_they_did_before_is_neither_taken_back_nor_corrected_by_them(
        self, complaint, people
    ):
        officer = people["petition_officer"]
        complaint.do("propose_handling")
        link(complaint, people["registrar"], officer)
        step = next(one for one in complaint.steps if one.element == "propose_handling")
        for act in (take_back_step, open_correction):
            with pytest.raises(OwnMatterError), complaint.office.database.writing() as tx:
                act(tx, complaint.office, officer, step_id=step.id)

    def test_no_withdrawal_is_recorded_by_them(self, complaint, people):
        link(complaint, people["petition_officer"], people["registrar"])
        with pytest.raises(OwnMatterError):
            complaint.receive("withdrawn")

    def test_no_procedure_is_started_by_them(self, complaint, people):
        case = complaint.go_to("verify")
        link(case, people["petition_officer"], people["registrar"])
        with pytest.raises(OwnMatterError):
            case.start("complaint_partial_withdrawal")


class TestTheOthers:
    def test_go_on(self, complaint, people, colleagues):
        link(complaint, people["registrar"], people["petition_officer"])
        complaint.do("propose_handling", by=colleagues["petition_officer"])
        assert complaint.open == ["approve_proposal"]

    def test_are_kept_from_it_when_they_act_for_that_person(self, complaint, people):
        """Giver and delegate are one."""
        officer = people["petition_officer"]
        link(complaint, people["registrar"], people["head"])
        acting = replace(officer, on_behalf_of=people["head"].account_id)
        with complaint.office.database.writing() as tx:
            run = lock_run(tx, complaint.office, complaint.run_id, account_id=officer.account_id)
            item = run.item(complaint.item("propose_handling").task_id)
            assert run.respondents == {people["head"].account_id}
            assert require_right(tx, complaint.office, run, item, officer) == officer
            with pytest.raises(OwnMatterError):
                require_right(tx, complaint.office, run, item, acting)


class TestTheHead:
    def test_settles_the_first_complaint_about_their_own_decision(self, complaint, people):
        """Điều 17 đến 23 Luật Khiếu nại: nobody else may."""
        link(complaint, people["registrar"], people["head"])
        case = complaint.go_to("accept")
        case.do("accept")
        assert "accept" not in case.open

    def test_has_no_such_right_in_a_denunciation(self):
        """Điều 12 Luật Tố cáo: the superior body settles it."""
        assert set(read_own_matters()) == {"complaint"}

    @pytest.mark.parametrize(
        "content",
        [
            '[complaint]\nroles = ["head"]\narticle = "Điều 17"\n',
            '[complaint]\nroles = ["boss"]\narticle = "Điều 17"\nwhy = "Vì"\n',
        ],
    )
    def test_is_not_exempt_by_a_file_that_says_too_little(self, tmp_path, content):
        path = tmp_path / "own_matters.toml"
        path.write_text(content, encoding="utf-8")
        with pytest.raises(CatalogError, match="complaint"):
            read_own_matters(path)


class TestTheLink:
    def test_is_recorded_by_who_works_on_the_record(self, complaint, people, strangers):
        with pytest.raises(NotAllowedError):
            link(complaint, people["inspectorate"], people["head"])
        with pytest.raises(NotFoundError):
            link(complaint, strangers["registrar"], people["head"])
        with pytest.raises(NotFoundError):
            link(complaint, people["registrar"], strangers["head"])

    def test_is_journalled_by_id_and_kept_once(self, complaint, people, office):
        for _ in range(2):
            link(complaint, people["registrar"], people["head"])
        with office.database.reading() as tx:
            made = JournalEntry.action == "link_respondent"
            (entry,) = tx.scalars(select(JournalEntry).where(made)).all()
        assert people["head"].name not in entry.detail
        assert [one.name for one in links(complaint, people["registrar"])] == [people["head"].name]

    def test_is_taken_back_by_a_leader_but_never_by_the_person(self, complaint, people, office):
        link(complaint, people["registrar"], people["section_head"])
        (one,) = links(complaint, people["head"])
        code = complaint.registered.code

        def unlink(by):
            with office.database.writing() as tx:
                unlink_respondent(tx, office, by, code=code, link_id=one.id)

        for role in ("section_head", "registrar"):
            with pytest.raises(NotAllowedError):
                unlink(people[role])
        unlink(people["head"])
        assert links(complaint, people["head"]) == ()
        with pytest.raises(NotFoundError):
            unlink(people["head"])
