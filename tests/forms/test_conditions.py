"""When a field is hidden."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.conditions import ConditionError, parse_condition
from forms.posted import RawValues
from forms.visibility import can_be_asked_together, hidden_keys
from tests.forms.samples import field, form_of, handling, options


class TestCondition:
    @pytest.mark.parametrize(
        ("text", "answers", "holds"),
        [
            ('=a = "x"', {"a": "x"}, True),
            ('=a = "x"', {"a": "y"}, False),
            ('=a = "x"', {}, False),
            ('=a != "x"', {}, True),
            ("=a = true", {"a": "yes"}, True),
            ("=a = yes", {"a": "yes"}, True),
            ("=a = false", {"a": "no"}, True),
            ("=a = no", {"a": ""}, False),
            ('=a = "x" and b = "y"', {"a": "x", "b": "y"}, True),
            ('=a = "x" and b = "y"', {"a": "x"}, False),
            ('=a = "x" or b = "y"', {"b": "y"}, True),
            ('=a = "x" or b = "y" and c = "z"', {"a": "x"}, True),
            ('=a = "x" or b = "y" and c = "z"', {"b": "y"}, False),
            ('=a="x"and b="y"', {"a": "x", "b": "y"}, True),
            ('=  a  !=  "hai chữ"  ', {"a": "hai chữ"}, False),
        ],
    )
    def test_compares_answers(self, text, answers, holds):
        assert parse_condition(text).holds(answers) is holds

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "=",
            'a = "x"',
            "=a",
            "=a =",
            "=a = b",
            "=a = 5",
            "=a = null",
            "=a > 5",
            '="x" = a',
            '=(a = "x")',
            '=not(a = "x")',
            '=a.b = "x"',
            '=a = "x" and',
            '=a = "x" b = "y"',
            '=a = "x" xor b = "y"',
            '=a == "x"',
            "=a = 'x'",
            '=a = "x',
            '=a = "x\\""',
            "=list contains(a, 1)",
            '=and = "x"',
            '=true = "x"',
            "=__import__",
            '=a = "x" ' + 'or a = "x" ' * 60,
        ],
    )
    def test_is_nothing_but_comparisons(self, text):
        with pytest.raises(ConditionError):
            parse_condition(text)

    def test_goes_to_the_page_as_json(self):
        condition = parse_condition('=a != "Sở \'X\'" and b = true or c = "z"')
        assert condition.to_json() == '[[["a","!=","Sở \'X\'"],["b","=","yes"]],[["c","=","z"]]]'

    def test_joined_with_another_holds_when_either_does(self):
        joined = parse_condition('=a = "x"').either(parse_condition('=b = "y" and c = "z"'))
        assert joined.holds({"a": "x"})
        assert joined.holds({"b": "y", "c": "z"})
        assert not joined.holds({"b": "y"})
        assert joined.either(None) is joined

    @given(st.text(alphabet=st.sampled_from('=ab!" ortnduefyes.()\\x01'), max_size=40))
    def test_any_text_is_read_or_refused(self, text):
        with suppress(ConditionError):
            assert parse_condition(f"={text}").comparisons


def hidden(form, **raw):
    return hidden_keys(form, RawValues({key: [value] for key, value in raw.items()}))


class TestHiddenField:
    chain = form_of(
        handling(),
        field("radio", "ground", values=options("late", "other"), hide='=handling != "refuse"'),
        field("textfield", "words", hide='=ground != "other"'),
    )

    def test_is_hidden_until_the_question_is_answered(self):
        assert hidden(self.chain) == {"ground", "words"}

    def test_is_shown_by_the_answer(self):
        assert hidden(self.chain, handling="refuse", ground="other") == frozenset()

    def test_decides_nothing_itself(self):
        assert hidden(self.chain, handling="accept", ground="other") == {"ground", "words"}

    @pytest.mark.parametrize("typed", ["yes", "true", "on", "y", "1", " YES "])
    def test_follows_a_ticked_box(self, typed):
        form = form_of(field("checkbox", "remote"), field("textfield", "why", hide="=remote = no"))
        assert hidden(form, remote=typed) == frozenset()
        assert hidden(form) == {"why"}

    def test_an_unanswered_yes_or_no_question_is_neither(self):
        form = form_of(
            field("radio", "remote", values=options("yes", "no")),
            field("textfield", "why", hide="=remote = no"),
        )
        assert hidden(form) == frozenset()
        assert hidden(form, remote="no") == {"why"}


def together(*components):
    form = form_of(*components)
    return can_be_asked_together(form, form.fields[-2], form.fields[-1])


class TestTwoFields:
    def test_without_conditions_are_asked_together(self):
        assert together(field("textfield", "a"), field("textfield", "b"))

    def test_of_opposite_answers_are_not(self):
        assert not together(
            handling(),
            field("textfield", "a", hide='=handling != "accept"'),
            field("textfield", "b", hide='=handling != "refuse"'),
        )

    def test_of_opposite_answers_to_a_required_question_are_not(self):
        hides = {"a": '=handling = "accept"', "b": '=handling = "refuse"'}
        fields = [field("textfield", key, hide=hide) for key, hide in hides.items()]
        assert not together(handling(required=True), *fields)
        assert together(handling(), *fields)

    def test_of_yes_and_no_are_not(self):
        for question in (field("checkbox", "q"), field("radio", "q", values=options("yes", "no"))):
            assert not together(
                question,
                field("textfield", "a", hide="=q != true"),
                field("textfield", "b", hide="=q = true"),
            )

    def test_one_of_which_decides_about_the_other_are_asked_together(self):
        assert together(handling(), field("textfield", "a", hide='=handling != "accept"'))

    def test_of_different_values_of_an_office_list_are_not(self):
        source = field("select", "source", valuesKey="sources")
        assert not together(
            source,
            field("textfield", "a", hide='=source != "post"'),
            field("textfield", "b", hide='=source != "leader"'),
        )
        assert together(
            source,
            field("textfield", "a", hide='=source = "post"'),
            field("textfield", "b", hide='=source = "leader"'),
        )

    def test_that_nobody_can_oversee_count_as_asked_together(self):
        questions = [field("checkbox", f"q{n}") for n in range(15)]
        every = " and ".join(f"q{n} = true" for n in range(15))
        assert together(
            *questions,
            field("textfield", "a", hide=f"={every}"),
            field("textfield", "b", hide="=q0 != true"),
        )
