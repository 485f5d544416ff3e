"""Answers that contradict each other are refused, by what the form file says."""

import pytest

from forms.definition import FormDefinitionError, parse_form
from forms.submission import contradictions, read
from tests.forms.samples import LIMITS, field, form_file, handling, options, posted

PAPERS = field("checklist", "papers", "Giấy tờ", values=options("id", "letter"))
FROM = field("datetime", "begun", "Từ ngày")
UNTIL = field("datetime", "ended", "Đến ngày")
PEOPLE = field("number", "people", "Số người")
ALONE = field("radio", "alone", "Một mình", values=[
    {"value": "yes", "label": "Có"}, {"value": "no", "label": "Không"},
])  # fmt: skip
ALL = (handling(), PAPERS, FROM, UNTIL, PEOPLE, ALONE)


def check(refuse, at="handling", message="Hai câu trả lời không khớp", **more):
    return {"refuse": refuse, "field": at, "message": message, **more}


def form_with(*checks, components=ALL):
    return parse_form("sample", form_file(*components, checks=list(checks)))


def errors(form, **typed):
    return [(each.key, each.message) for each in read(form, posted(**typed), None, LIMITS).errors]


def problems(*checks):
    with pytest.raises(FormDefinitionError) as refused:
        form_with(*checks)
    return " ".join(refused.value.problems)


class TestCheck:
    @pytest.mark.parametrize(
        ("refuse", "wrong", "right"),
        [
            ("=begun > ended", ("20/08/2026", "19/08/2026"), ("19/08/2026", "19/08/2026")),
            ("=begun >= ended", ("19/08/2026", "19/08/2026"), ("18/08/2026", "19/08/2026")),
            ("=begun < ended", ("18/08/2026", "19/08/2026"), ("19/08/2026", "19/08/2026")),
            ("=begun <= ended", ("19/08/2026", "19/08/2026"), ("20/08/2026", "19/08/2026")),
            ("=begun != ended", ("18/08/2026", "19/08/2026"), ("19/08/2026", "19/08/2026")),
        ],
    )
    def test_compares_two_dates(self, refuse, wrong, right):
        form = form_with(check(refuse, at="ended"))
        for (begun, ended), refused in ((wrong, True), (right, False)):
            assert bool(errors(form, begun=begun, ended=ended)) is refused

    @pytest.mark.parametrize(("people", "refused"), [("1", False), ("2", True), ("43", True)])
    def test_compares_a_number_with_a_number(self, people, refused):
        form = form_with(check("=people >= 2 and alone = true"))
        assert bool(errors(form, people=people, alone="yes")) is refused

    def test_says_its_words_and_its_article_at_its_field(self):
        form = form_with(check("=begun > ended", at="ended", article="Điều 29 Luật Khiếu nại"))
        assert errors(form, begun="20/08/2026", ended="19/08/2026") == [
            ("ended", "Hai câu trả lời không khớp (Điều 29 Luật Khiếu nại)")
        ]

    def test_asks_what_is_ticked_and_what_is_not(self):
        form = form_with(check('=handling = "accept" and papers lacks "id"', at="papers"))
        assert errors(form, handling="accept", papers=["letter"])
        assert errors(form, handling="accept")
        assert not errors(form, handling="accept", papers=["id", "letter"])
        assert not errors(form, handling="refuse")

    def test_is_joined_by_or(self):
        form = form_with(check('=papers has "id" or alone = false and handling = "refuse"'))
        assert errors(form, papers=["id"])
        assert errors(form, alone="no", handling="refuse")
        assert not errors(form, alone="no", handling="accept")

    @pytest.mark.parametrize("refuse", ["=begun > ended", "=people > 2", '=handling = "accept"'])
    def test_does_not_hold_of_what_was_not_answered(self, refuse):
        assert errors(form_with(check(refuse))) == []

    def test_keeps_silent_where_the_answer_is_wrong_by_itself(self):
        form = form_with(check('=begun != ended or handling = "accept"', at="ended"))
        assert [key for key, _ in errors(form, begun="19/08/2026", ended="31/02/2026")] == ["ended"]

    def test_says_one_thing_at_a_field(self):
        form = form_with(check("=people > 2"), check("=people > 3", message="Lời khác"))
        assert len(errors(form, people="4")) == 1

    def test_leaves_out_hidden_fields(self):
        late = field("datetime", "late", "Muộn", hide='=handling != "accept"')
        form = form_with(check("=late > ended"), components=(*ALL, late))
        typed = {"late": "20/08/2026", "ended": "19/08/2026"}
        assert errors(form, handling="accept", **typed)
        assert not errors(form, handling="refuse", **typed)


class TestWhatTheCaseKnows:
    form = form_with(
        check("=petition.signatory_count >= 2 and alone = true", at="alone"),
        check('=petition.source has "forwarded" and papers lacks "letter"', at="papers"),
    )

    def refused(self, *, count=1, sources=("post",), **typed):
        known = {"petition.signatory_count": count, "petition.source": sources}
        submission = read(self.form, posted(**typed), None, LIMITS)
        assert submission.errors == ()
        return [each.key for each in contradictions(self.form, submission, known)]

    def test_is_compared_where_it_is_known(self):
        assert self.refused(count=43, alone="yes") == ["alone"]
        assert self.refused(count=43, alone="no") == []
        assert self.refused(sources=("post", "forwarded"), papers=["id"]) == ["papers"]
        assert self.refused(papers=["id"]) == []


class TestPublishing:
    @pytest.mark.parametrize(
        ("refuse", "said"),
        [
            ("begun > ended", "phải bắt đầu bằng dấu"),
            ("=", "cần một so sánh"),
            ("=begun > never", "không có ô “never”"),
            ("=petition.author = true", "không có ô “petition.author”"),
            ("=begun > people", "phải cùng là ngày hoặc là số"),
            ('=handling = "guide"', "không phải là lựa chọn"),
            ('=papers has "passport"', "không phải là lựa chọn"),
            ('=handling has "accept"', "phải là ô chọn nhiều mục"),
            ("=handling = true", "phải là ô có/không"),
            ('=alone = "yes"', "phải là ô chọn một mục"),
            ("=begun > 3", "phải là ô số"),
            ("=begun > today()", "không đọc được"),
            ("=begun > ended and", "cần một so sánh"),
            ("=not = true", "không phải là khóa"),
            ("=begun > " + "x" * 500, "dài quá"),
        ],
    )
    def test_refuses_what_cannot_be_asked(self, refuse, said):
        assert said in problems(check(refuse))

    def test_refuses_a_check_without_words_or_at_no_field(self):
        assert "thiếu lời báo" in problems(check("=begun > ended", message=""))
        assert "không có ô “nowhere” để báo" in problems(check("=begun > ended", at="nowhere"))

    def test_refuses_settings_nobody_reads(self):
        assert "không có trong quy ước" in problems(check("=begun > ended", severity="low"))
