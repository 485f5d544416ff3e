"""Before a change is in force, what it would do is known, and nothing of it is done."""

from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import update

from cases.actions import change_calendar_preview as action
from cases.calendar_change import preview as preview_module
from cases.calendar_change.errors import CalendarBusyError
from cases.models.deadline import Deadline
from cases.sweeps.calendar_changes import sweep
from tests.cases.at_once import at_once
from tests.cases.calendar_change.changes import due_dates, moves, open_many, stored_days
from tests.cases.fixtures import on_both_databases


@on_both_databases
class TestPreview:
    def test_says_which_deadline_moves_from_when_to_when(self, office, editor, matter):
        editor.edit()
        change = editor.preview()
        moved = (date(2026, 9, 7), date(2026, 9, 8), 0)
        assert moves(office, change.id) == {matter.deadline("kn1_accept").id: moved}
        assert (change.status, change.moved_count, change.belated_count) == ("previewed", 1, 0)

    def test_changes_nothing_else(self, office, editor, matter):
        before = (stored_days(office), due_dates(office), matter.items, matter.run)
        editor.edit()
        editor.preview()
        after = (stored_days(office), due_dates(office), matter.items, matter.run)
        assert before[:2] == after[:2]
        assert [one.due_on for one in before[2]] == [one.due_on for one in after[2]]
        assert before[3].next_fires_at == after[3].next_fires_at

    def test_counts_what_stops_and_what_begins_to_be_late(self, office, editor, matter):
        """24/08/2026 + 7 working days: late on 08/09, in time when 04/09 had been a holiday."""
        matter.set_clock(date(2026, 9, 8))
        editor.edit()
        change = editor.preview()
        assert (change.relieved_count, change.belated_count) == (1, 0)
        editor.leave_out()
        # With one holiday less it would have been due on 04/09; so it is late already, and stays.
        editor.edit(first="02/09/2026", becomes="worked", reason="không nghỉ")
        change = editor.preview()
        assert (change.moved_count, change.relieved_count, change.belated_count) == (1, 0, 0)
        matter.set_clock(date(2026, 9, 7))
        change = editor.preview()
        assert (change.relieved_count, change.belated_count) == (0, 1)

    def test_looks_at_open_deadlines_only(self, office, editor, matter):
        with office.database.writing() as tx:
            tx.execute(update(Deadline).values(closed_on=date(2026, 8, 26)))
        editor.edit()
        change = editor.preview()
        assert (change.total_count, moves(office, change.id)) == (0, {})

    def test_is_forgotten_with_the_next_edit(self, office, editor, matter):
        editor.edit()
        change = editor.preview()
        editor.edit(first="07/09/2026")
        assert moves(office, change.id) == {}
        assert editor.change(change.id).status == "draft"

    def test_can_be_made_again(self, office, editor, matter):
        editor.edit()
        editor.preview()
        change = editor.preview()
        assert (change.moved_count, len(moves(office, change.id))) == (1, 1)

    def test_leaves_out_deadlines_that_nobody_can_read(self, office, editor, matter):
        with office.database.writing() as tx:
            tx.execute(update(Deadline).values(computation="{"))
        editor.edit()
        change = editor.preview()
        assert (change.moved_count, change.unreadable_count) == (0, 1)


class TestLargePreview:
    @pytest.fixture
    def many(self, matter, monkeypatch):
        """Sixty deadlines, more than are previewed while the person waits."""
        monkeypatch.setattr(action, "AT_ONCE", 50)
        monkeypatch.setattr(preview_module, "BATCH", 25)
        return open_many(matter, 60, first=date(2026, 8, 17))

    def test_is_left_to_the_worker(self, office, editor, many):
        editor.edit()
        assert editor.preview().status == "previewing"
        assert sweep(office) == 1
        (change,) = editor.drafts()
        assert (change.status, change.looked_count) == ("previewed", change.total_count)
        assert change.moved_count == len(moves(office, change.id)) > 25

    def test_stops_when_the_draft_is_edited_under_it(self, office, editor, many, monkeypatch):
        editor.edit()
        editor.preview()
        monkeypatch.setattr(preview_module, "_moves", self._edit_meanwhile(editor))
        sweep(office)
        (change,) = editor.drafts()
        assert (change.status, moves(office, change.id)) == ("draft", {})

    def test_that_was_killed_is_made_from_the_beginning(self, office, editor, many, monkeypatch):
        editor.edit()
        editor.preview()
        with monkeypatch.context() as patched:
            patched.setattr(preview_module, "_end", self._die)
            with pytest.raises(KeyboardInterrupt):
                sweep(office)
        sweep(office)
        assert editor.drafts()[0].status == "previewing"
        office.clock.set(office.clock.now() + timedelta(seconds=31))
        sweep(office)
        (change,) = editor.drafts()
        assert (change.status, change.looked_count) == ("previewed", change.total_count)
        assert change.moved_count == len(moves(office, change.id))

    def test_is_made_by_one_of_two_workers(self, office, editor, many):
        editor.edit()
        editor.preview()
        at_once([partial(sweep, office), partial(sweep, office)])
        (change,) = editor.drafts()
        assert (change.status, change.looked_count) == ("previewed", change.total_count)
        assert change.moved_count == len(moves(office, change.id))

    @staticmethod
    def _edit_meanwhile(editor):
        original = preview_module._moves  # noqa: SLF001

        def moves_after_an_edit(*arguments):
            found = original(*arguments)
            editor.edit(first="07/09/2026")
            return found

        return moves_after_an_edit

    @staticmethod
    def _die(*_):
        raise KeyboardInterrupt


class TestPreviewDuringRecomputing:
    def test_is_refused(self, office, editor, second_editor, matter):
        editor.edit()
        editor.confirm(editor.preview())
        second_editor.edit(first="07/09/2026")
        with pytest.raises(CalendarBusyError):
            second_editor.preview()
        sweep(office)
        assert second_editor.preview().status == "previewed"
