"""A person collects edits in one draft; the calendar stays as it is."""

from datetime import date

import pytest

from cases.calendar_change.drafts import days_of, years_of
from cases.calendar_change.errors import EmptyChangeError
from cases.errors import NotAllowedError, NotFoundError, SubmissionRefusedError
from tests.cases.calendar_change.changes import Editor, stored_days


def draft_days(editor):
    """Return the days of the only draft and whether they are worked."""
    (draft,) = editor.drafts()
    with editor.office.database.reading() as tx:
        return {one.day: one.is_working for one in days_of(tx, draft.id)}


def refusal(editor, **typed):
    """Return the errors of an edit by field."""
    with pytest.raises(SubmissionRefusedError) as refused:
        editor.edit(**typed)
    assert editor.drafts() == []
    return {error.key: error.message for error in refused.value.errors}


class TestDraft:
    def test_collects_edits_of_several_times(self, editor):
        editor.edit()
        editor.edit(first="12/09/2026", becomes="worked", reason="làm bù cho thứ Sáu 04/09/2026")
        assert draft_days(editor) == {date(2026, 9, 4): False, date(2026, 9, 12): True}

    def test_leaves_the_calendar_as_it_is(self, office, editor):
        before = stored_days(office)
        editor.edit()
        editor.announce(2027)
        assert stored_days(office) == before

    def test_keeps_the_last_word_about_a_day(self, editor):
        editor.edit()
        editor.edit(reason="nghỉ bão")
        (draft,) = editor.drafts()
        with editor.office.database.reading() as tx:
            assert [one.reason for one in days_of(tx, draft.id)] == ["nghỉ bão"]

    def test_takes_a_span_without_the_days_of_rest_in_it(self, editor):
        days = editor.edit(first="03/09/2026", last="08/09/2026")
        assert days == tuple(date(2026, 9, day) for day in (3, 4, 7, 8))

    def test_takes_another_reason_for_a_holiday(self, editor):
        assert editor.edit(first="02/09/2026", reason="nghỉ lễ") == (date(2026, 9, 2),)

    def test_lets_go_of_a_day_that_becomes_what_it_was(self, editor):
        editor.edit(last="07/09/2026")
        editor.edit(becomes="worked", reason="thôi hoán đổi")
        assert draft_days(editor) == {date(2026, 9, 7): False}
        editor.edit(first="07/09/2026", becomes="worked", reason="thôi hoán đổi")
        assert editor.drafts() == []

    def test_confirms_a_year(self, editor):
        editor.announce(2027)
        (draft,) = editor.drafts()
        with editor.office.database.reading() as tx:
            assert [one.year for one in years_of(tx, draft.id)] == [2027]

    def test_lets_go_of_one_day(self, editor):
        editor.edit(last="07/09/2026")
        editor.leave_out(day=date(2026, 9, 4))
        assert draft_days(editor) == {date(2026, 9, 7): False}

    def test_is_gone_with_its_last_edit(self, editor):
        editor.edit()
        editor.announce(2027)
        editor.leave_out(day=date(2026, 9, 4))
        editor.leave_out(year=2027)
        assert editor.drafts() == []

    def test_can_be_dropped_as_a_whole(self, editor, matter):
        editor.edit()
        editor.announce(2027)
        editor.preview()
        editor.leave_out()
        assert editor.drafts() == []

    def test_belongs_to_one_person(self, editor, second_editor):
        editor.edit()
        second_editor.edit(first="07/09/2026")
        second_editor.leave_out()
        assert draft_days(editor) == {date(2026, 9, 4): False}

    def test_without_edits_has_no_preview(self, editor):
        with pytest.raises(EmptyChangeError):
            editor.preview()


class TestRefusal:
    def test_names_every_empty_field(self, editor):
        blank = dict.fromkeys(("first", "becomes", "reason", "document_number", "document_on"), "")
        assert refusal(editor, **blank).keys() == blank.keys()

    def test_of_a_day_that_is_none(self, editor):
        assert refusal(editor, first="31/09/2026")["first"].startswith("Không có ngày")

    def test_of_a_document_from_the_future(self, editor):
        problem = "Ngày văn bản không muộn hơn hôm nay 26/08/2026"
        assert refusal(editor, document_on="27/08/2026") == {"document_on": problem}

    def test_of_a_span_that_runs_backwards(self, editor):
        problem = "Đến hết ngày không sớm hơn ngày đầu 04/09/2026"
        assert refusal(editor, last="03/09/2026") == {"last": problem}

    def test_of_a_span_that_is_longer_than_a_month(self, editor):
        assert refusal(editor, last="05/10/2026")["last"].startswith("Mỗi lần nhiều nhất 31 ngày")

    def test_of_a_year_without_calendar(self, editor):
        problem = "Lịch có từ năm 2012 đến năm 2040: kiểm tra lại năm"
        assert refusal(editor, first="04/09/2062") == {"first": problem}
        assert refusal(editor, first="31/12/2040", last="02/01/2041") == {"last": problem}

    def test_of_a_weekend_that_is_free_anyway(self, editor):
        problem = "Ngày 05/09/2026 đã là ngày nghỉ hằng tuần: không có gì để sửa"
        assert refusal(editor, first="05/09/2026") == {"becomes": problem}

    def test_of_a_working_day_that_is_worked_anyway(self, editor):
        refused = refusal(editor, becomes="worked")
        assert refused["becomes"].startswith("Ngày 04/09/2026 đã là ngày làm việc")

    def test_of_an_announcement_without_document(self, editor):
        with pytest.raises(SubmissionRefusedError) as refused:
            editor.announce(2027, year_document_number=" ")
        assert [error.key for error in refused.value.errors] == ["year_document_number"]
        assert editor.drafts() == []

    def test_of_an_announcement_of_a_year_without_calendar(self, editor):
        with pytest.raises(NotFoundError):
            editor.announce(1999)

    @pytest.mark.parametrize("role", ["registrar", "head", "administrator"])
    def test_of_people_who_do_not_edit_the_calendar(self, office, people, role):
        somebody = Editor(office, people[role])
        for act in (somebody.edit, somebody.preview, somebody.leave_out):
            with pytest.raises(NotAllowedError):
                act()
        with pytest.raises(NotAllowedError):
            somebody.announce(2027)
