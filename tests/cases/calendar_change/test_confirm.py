"""Confirming writes the days, once, and only what was seen in the preview of this calendar."""

import json
from datetime import date
from functools import partial

import pytest
from sqlalchemy import select

from cases.calendar_change.errors import CalendarBusyError, CalendarMovedError
from cases.errors import NotFoundError
from cases.models.calendar_year import CalendarYear
from cases.models.rule_revision import RuleRevision
from cases.sweeps.calendar_changes import sweep
from tests.cases.at_once import at_once
from tests.cases.calendar_change.changes import entries, stored_days
from tests.cases.fixtures import on_both_databases


@on_both_databases
class TestConfirming:
    def test_writes_a_day_with_its_reason_and_document(self, office, editor):
        editor.edit()
        editor.put_into_force()
        assert stored_days(office)[date(2026, 9, 4)] == (
            False,
            "nghỉ hoán đổi với thứ Bảy 12/09/2026",
            "Thông báo 77/TB-BNV ngày 20/08/2026",
        )

    def test_counts_with_the_new_days_at_once(self, office, editor):
        editor.edit()
        editor.confirm(editor.preview())
        with office.database.reading() as tx:
            assert not office.calendar(tx).is_working(date(2026, 9, 4))

    def test_takes_away_an_exception_that_is_none_any_more(self, office, editor):
        editor.edit(first="02/09/2026", becomes="worked", reason="không nghỉ")
        editor.put_into_force()
        assert date(2026, 9, 2) not in stored_days(office)

    def test_of_a_year_names_the_document_for_days_that_were_computed(self, office, editor):
        editor.edit(first="10/02/2027", reason="nghỉ Tết Nguyên đán")
        editor.announce(2027)
        editor.put_into_force()
        days = stored_days(office)
        assert days[date(2027, 2, 9)][2] == "Thông báo 88/TB-BNV ngày 20/08/2026"
        assert days[date(2027, 2, 10)][2] == "Thông báo 77/TB-BNV ngày 20/08/2026"
        with office.database.reading() as tx:
            assert tx.get_one(CalendarYear, 2027).is_confirmed

    def test_is_a_revision_of_the_rules_and_an_entry_of_the_journal(self, office, editor):
        editor.edit()
        change = editor.put_into_force()
        with office.database.reading() as tx:
            newest = select(RuleRevision).order_by(RuleRevision.id.desc()).limit(1)
            revision = tx.scalars(newest).one()
        assert (revision.what, revision.id) == ("calendar", change.revision_id)
        (entry,) = entries(office, "change_calendar_confirm")
        assert entry.account_id == editor.actor.account_id
        detail = json.loads(entry.detail)
        assert detail["days"] == [["2026-09-04", True, False, "Thông báo 77/TB-BNV", "2026-08-20"]]

    def test_without_deadlines_to_look_at_is_done_at_once(self, office, editor):
        editor.edit()
        change = editor.preview()
        editor.confirm(change)
        assert editor.change(change.id).status == "done"

    def test_a_second_time_does_nothing(self, office, editor, matter):
        editor.edit()
        change = editor.preview()
        editor.confirm(change)
        editor.confirm(change)
        sweep(office)
        editor.confirm(change)
        assert len(entries(office, "change_calendar_confirm")) == 1
        assert len(entries(office, "recompute_deadline")) == 1

    def test_twice_at_the_same_moment_does_it_once(self, office, editor, matter):
        editor.edit()
        change = editor.preview()
        outcomes = at_once([partial(editor.confirm, change) for _ in range(2)])
        assert outcomes == [None, None]
        assert len(entries(office, "change_calendar_confirm")) == 1


@on_both_databases
class TestTwoEditors:
    @pytest.fixture
    def previews(self, editor, second_editor, matter):
        """Both have seen what their change does to the same calendar."""
        editor.edit()
        second_editor.edit(first="07/09/2026")
        return editor.preview(), second_editor.preview()

    def test_the_second_one_must_preview_again(self, office, editor, second_editor, previews):
        editor.confirm(previews[0])
        sweep(office)
        before = stored_days(office)
        with pytest.raises(CalendarMovedError):
            second_editor.confirm(previews[1])
        assert stored_days(office) == before
        second_editor.confirm(second_editor.preview())
        assert date(2026, 9, 7) in stored_days(office)

    def test_the_second_one_waits_for_the_recomputing(self, editor, second_editor, previews):
        editor.confirm(previews[0])
        with pytest.raises(CalendarBusyError):
            second_editor.confirm(previews[1])

    def test_one_of_two_at_the_same_moment_is_refused(
        self, office, editor, second_editor, previews
    ):
        confirming = (
            partial(editor.confirm, previews[0]),
            partial(second_editor.confirm, previews[1]),
        )
        outcomes = at_once(confirming)
        refused = [one for one in outcomes if one is not None]
        assert [type(one) for one in refused] == [CalendarBusyError], outcomes
        assert len(entries(office, "change_calendar_confirm")) == 1

    def test_nobody_confirms_for_the_other(self, second_editor, previews):
        with pytest.raises(NotFoundError):
            second_editor.confirm(previews[0])


class TestStalePage:
    def test_is_refused_after_an_edit_in_another_window(self, office, editor, matter):
        editor.edit()
        seen = editor.preview()
        editor.edit(first="07/09/2026")
        with pytest.raises(CalendarMovedError):
            editor.confirm(seen)

    def test_is_refused_after_another_preview(self, office, editor, matter):
        editor.edit()
        seen = editor.preview()
        editor.edit(first="07/09/2026")
        editor.preview()
        with pytest.raises(CalendarMovedError):
            editor.confirm(seen)

    def test_is_taken_although_a_procedure_was_published_meanwhile(self, office, editor, matter):
        editor.edit()
        seen = editor.preview()
        with office.database.writing() as tx:
            tx.add(RuleRevision(what="publish complaint_first", at=office.clock.now()))
        editor.confirm(seen)
        assert date(2026, 9, 4) in stored_days(office)
