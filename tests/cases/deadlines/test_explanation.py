"""Why this date: the sentences a clerk reads, and the months beside them."""

from datetime import date, timedelta

import pytest

from cases.deadlines.computation import compute
from cases.deadlines.explanation import explain
from cases.deadlines.period import Extension, Pause
from config.catalogs import read_events

TODAY = date(2026, 8, 26)


@pytest.fixture(scope="session")
def titles():
    return {event.code: event.title for event in read_events().values()}


@pytest.fixture
def explained(calendar, terms, titles):
    def explain_term(term, start, *, facts=None, closed_on=None, document="", **changes):
        computed = compute(terms.choose(term, start, facts or {}), start, calendar, **changes)
        return explain(computed, today=TODAY, events=titles, document=document, closed_on=closed_on)

    return explain_term


def texts(explanation):
    return [sentence.text for sentence in explanation.sentences]


class TestATermThatEndsOnAHoliday:
    @pytest.fixture
    def explanation(self, explained):
        return explained("kn1_resolve", date(2026, 8, 3), document="Thông báo thụ lý 31/TB-UBND")

    def test_is_explained_in_six_sentences(self, explanation):
        assert texts(explanation) == [
            "Bắt đầu tính từ ngày thụ lý 03/08/2026. Ngày bắt đầu không tính vào thời hạn.",
            (
                "Thời hạn 30 ngày, tính cả ngày nghỉ. "
                "Vụ việc không ở vùng đi lại khó khăn, không thuộc diện phức tạp."
            ),
            "Ngày thứ 30 là thứ Tư 02/09/2026, nghỉ lễ Quốc khánh.",
            "Ngày cuối trùng ngày nghỉ: hết hạn vào ngày làm việc tiếp theo.",
            "Chưa gia hạn, chưa tạm đình chỉ: không cộng, không trừ ngày nào.",
            "Hết hạn lúc 24:00 thứ Năm 03/09/2026.",
        ]

    def test_cites_document_articles_row_and_calendar(self, explanation):
        assert [sentence.citation for sentence in explanation.sentences] == [
            "Thông báo thụ lý 31/TB-UBND · khoản 3 Điều 147 Bộ luật Dân sự",
            "Điều 28 Luật Khiếu nại · dòng kn1_resolve_normal, hiệu lực từ 01/07/2012",
            "Lịch nghỉ 2026, thông báo 9441/TB-BNV",
            "khoản 5 Điều 148 Bộ luật Dân sự",
            "",
            (
                "Cập nhật trong ngày 03/09 là đúng hạn; từ 00:00 ngày 04/09 là trễ hạn · "
                "khoản 2 Điều 7 Quy chế 2003/QĐ-UBND"
            ),
        ]

    def test_emphasises_parts_of_its_sentences(self, explanation):
        for sentence in explanation.sentences:
            assert sentence.strong in sentence.text

    def test_draws_august_and_the_beginning_of_september(self, explanation):
        august, september = explanation.months
        assert (august.month, len(august.weeks)) == (8, 6)
        assert (september.month, len(september.weeks)) == (9, 2)
        assert all(len(week) == 7 for month in explanation.months for week in month.weeks)

    def test_marks_start_counted_off_end_and_today(self, explanation):
        marks = {
            (month.month, day.number): (day.mark, day.title)
            for month in explanation.months
            for week in month.weeks
            for day in week
        }
        assert marks[8, 3] == ("start", "ngày bắt đầu, không tính")
        assert marks[8, 26] == ("in now", "hôm nay")
        assert marks[9, 2] == ("off", "thứ Tư, nghỉ lễ Quốc khánh")
        assert marks[9, 3] == ("end", "ngày hết hạn")
        assert marks[8, 2] == marks[9, 4] == ("", "")


class TestWorkingDays:
    def test_name_every_day_passed_over_and_why(self, explained):
        said = texts(explained("kn1_accept", date(2026, 8, 26)))
        assert "Bỏ qua 4 ngày nghỉ hằng tuần: 29/08, 30/08, 05/09, 06/09." in said
        assert "Bỏ qua 1 ngày nghỉ hoán đổi với thứ Bảy 22/08/2026: 31/08." in said
        assert "Bỏ qua 2 ngày nghỉ lễ Quốc khánh: 01/09, 02/09." in said

    def test_name_a_saturday_that_is_worked(self, explained):
        explanation = explained("kn1_accept", date(2026, 8, 17))
        worked = "Thứ Bảy 22/08/2026 là ngày làm việc: làm bù cho thứ Hai 31/08/2026."
        assert worked in texts(explanation)
        cells = [day for week in explanation.months[0].weeks for day in week]
        assert [day.mark for day in cells if day.number == 22] == ["in swap"]

    def test_warn_that_the_law_may_bind_earlier(self, explained):
        assert any("10 ngày" in text for text in texts(explained("kn1_accept", TODAY)))


class TestABackwardTerm:
    def test_is_explained_from_the_appointed_day(self, explained):
        said = explained("kn_dialogue_notice", date(2026, 8, 28), closed_on=date(2026, 8, 20))
        assert texts(said) == [
            "Tính lùi từ ngày đối thoại 28/08/2026.",
            "Trước ít nhất 05 ngày: Chủ nhật 23/08/2026.",
            "Thời hạn tính lùi trùng ngày nghỉ (nghỉ hằng tuần): dời về trước.",
            "Thứ Bảy 22/08/2026 là ngày làm việc: làm bù cho thứ Hai 31/08/2026.",
            "Chậm nhất thứ Bảy 22/08/2026.",
        ]
        assert said.sentences[-1].citation == "Hoàn thành ngày 20/08/2026: đúng hạn, sớm 2 ngày"


class TestAClosedDeadline:
    @pytest.mark.parametrize(
        ("closed_on", "verdict"),
        [
            (date(2026, 9, 3), "Hoàn thành ngày 03/09/2026: đúng hạn"),
            (date(2026, 9, 5), "Hoàn thành ngày 05/09/2026: trễ 2 ngày"),
        ],
    )
    def test_says_whether_it_was_met(self, explained, closed_on, verdict):
        said = explained("kn1_resolve", date(2026, 8, 3), closed_on=closed_on)
        assert said.sentences[-1].citation == verdict


class TestChanges:
    def test_by_extension_name_the_decision_and_the_new_day(self, explained):
        extension = Extension(30, "calendar", "45/QĐ-UBND", date(2026, 9, 1))
        said = texts(explained("tc_resolve", date(2026, 8, 3), extra_days=[extension]))
        assert "Gia hạn 30 ngày theo 45/QĐ-UBND ngày 01/09/2026: đến 02/10/2026." in said

    def test_by_suspension_name_the_days_taken_out(self, explained):
        pause = Pause(date(2026, 8, 10), date(2026, 8, 20))
        explanation = explained("kn1_resolve", date(2026, 8, 3), pauses=[pause])
        assert (
            "Tạm đình chỉ ngày 10/08/2026, tiếp tục ngày 20/08/2026: "
            "không tính 10 ngày, từ 11/08 đến 20/08."
        ) in texts(explanation)
        assert "Ngày cuối của thời hạn là thứ Bảy 12/09/2026, nghỉ hằng tuần." in texts(explanation)
        marks = {day.number: day for week in explanation.months[0].weeks for day in week}
        assert marks[15].title == "tạm đình chỉ, không tính"
        assert (marks[10].mark, marks[11].mark) == ("in", "off")

    def test_by_overlapping_suspensions_take_no_day_out_twice(self, explained):
        pauses = [
            Pause(date(2026, 8, 10), date(2026, 8, 20)),
            Pause(date(2026, 8, 12), date(2026, 8, 18)),
            Pause(date(2026, 8, 17), date(2026, 8, 25)),
        ]
        said = texts(explained("kn1_resolve", date(2026, 8, 3), pauses=pauses))
        assert [text for text in said if text.startswith("Tạm đình chỉ")] == [
            (
                "Tạm đình chỉ ngày 10/08/2026, tiếp tục ngày 20/08/2026: "
                "không tính 10 ngày, từ 11/08 đến 20/08."
            ),
            ("Tạm đình chỉ ngày 12/08/2026, tiếp tục ngày 18/08/2026: các ngày này đã không tính."),
            (
                "Tạm đình chỉ ngày 17/08/2026, tiếp tục ngày 25/08/2026: "
                "không tính 5 ngày, từ 21/08 đến 25/08."
            ),
        ]

    def test_by_a_lasting_suspension_say_what_remains(self, explained):
        pause = Pause(date(2026, 8, 10), None)
        said = texts(explained("kn1_resolve", date(2026, 8, 3), pauses=[pause]))
        assert "Đang tạm đình chỉ từ 10/08/2026: còn 23 ngày khi tiếp tục." in said
        assert said[-1] == "Thời hạn đang dừng; trước khi tạm đình chỉ là thứ Năm 03/09/2026."

    @pytest.mark.parametrize(
        ("term", "pauses"),
        [
            ("kn1_resolve", [Pause(date(2026, 8, 10), None)]),
            ("tc_resolve", [Pause(date(2026, 8, 10), date(2026, 8, 20))]),
            ("tc_resolve", [Pause(date(2026, 8, 10), date(2026, 8, 20))] * 2),
        ],
    )
    def test_by_suspension_cite_the_article(self, explained, terms, term, pauses):
        explanation = explained(term, date(2026, 8, 3), pauses=pauses)
        suspended = [one for one in explanation.sentences if "ạm đình chỉ" in one.text]
        article = terms.choose(term, date(2026, 8, 3), {}).pause_basis
        assert article
        assert [one.citation for one in suspended[: len(pauses)]] == [article] * len(pauses)


class TestADecreeThatCountsOtherwiseThanTheLaw:
    """Seven working days in the decree, ten days in the text of the law at hand."""

    WARNING = "Tính 10 ngày thì hết hạn thứ Hai 07/09/2026, sớm hơn hạn này."

    @pytest.mark.parametrize("term", ["kn1_accept", "kn2_accept", "kd_accept"])
    def test_names_the_earlier_date_of_the_law(self, explained, term):
        explanation = explained(term, date(2026, 8, 27))
        assert explanation.computation.due_on == date(2026, 9, 10)
        assert self.WARNING in texts(explanation)

    def test_is_silent_when_the_law_is_not_earlier(self, explained):
        explanation = explained("kn1_accept", date(2026, 8, 3))
        assert explanation.computation.due_on == date(2026, 8, 12)
        assert not any(text.startswith("Tính 10 ngày") for text in texts(explanation))

    def test_finds_the_date_that_the_old_row_would_give(self, explained, terms, calendar):
        old = terms.row("kn1_accept_old", date(2026, 6, 30))
        named = 0
        for offset in range(400):
            start = date(2026, 7, 1) + timedelta(days=offset)
            explanation = explained("kn1_accept", start)
            by_law = compute(old, start, calendar).due_on
            said = [text for text in texts(explanation) if text.startswith("Tính 10 ngày")]
            assert bool(said) == (by_law < explanation.computation.due_on), start
            assert all(f"{by_law:%d/%m/%Y}" in text for text in said), start
            named += len(said)
        assert named


class TestWhatIsUncertain:
    def test_a_year_without_a_calendar_is_named(self, explained):
        said = texts(explained("kn1_resolve", date(2026, 12, 20)))
        assert "Lịch nghỉ năm 2027 chưa chốt: hạn này là tạm tính và sẽ được tính lại." in said

    def test_a_number_that_was_not_read_is_named(self, explained):
        said = texts(explained("xld_process", date(2026, 8, 3)))
        assert any(text.startswith("Chưa kiểm chứng: ") for text in said)


class TestOtherTerms:
    def test_at_once_on_a_day_off_moves_on(self, explained):
        said = texts(explained("kn_suspend_issue", date(2026, 8, 29)))
        assert 'Phải làm "ngay": trong chính ngày đó.' in said
        assert "Ngày đó không làm việc: chuyển sang ngày làm việc tiếp theo." in said

    def test_legal_force_does_not_move(self, explained):
        said = texts(explained("kn_legal_force", date(2026, 8, 3)))
        assert "Ngày cuối không dời khi trùng ngày nghỉ." in said
        assert said[-1] == "Hết hạn lúc 24:00 thứ Tư 02/09/2026."

    def test_a_year_draws_its_first_and_last_month(self, explained):
        months = explained("xld_store_petition", date(2026, 1, 5)).months
        assert [(month.year, month.month) for month in months] == [(2026, 1), (2027, 1)]

    def test_without_titles_a_start_is_still_named(self, calendar, make_row):
        computed = compute(make_row(30), date(2026, 8, 3), calendar)
        said = texts(explain(computed, today=TODAY))
        assert said[0].startswith("Bắt đầu tính từ ngày bắt đầu 03/08/2026.")


class TestEveryBundledTerm:
    def test_can_be_explained_from_every_weekday(self, calendar, terms, titles):
        for term in terms.terms:
            for row in terms.rows(term):
                for day in range(1, 8):
                    start = date(2026, 8, day)
                    said = explain(compute(row, start, calendar), today=TODAY, events=titles)
                    assert all(sentence.text[-1] in ".:" for sentence in said.sentences), row.key
                    assert not any("  " in text for text in texts(said)), row.key
