"""Which fields of a form are out of use, given what was typed into the others."""

from collections.abc import Mapping, Sequence
from itertools import product
from math import prod

from forms.fields import Field, Form, Kind

_MANY_COMBINATIONS = 20_000
_ANOTHER = "\N{REPLACEMENT CHARACTER}"  # stands for every answer no condition names
_YES = frozenset({"yes", "true", "on", "y", "1"})


def hidden_keys(form: Form, raw: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Return the keys of the fields that are hidden.

    A hidden field counts as unanswered in the conditions below it: what is left in its
    control from an earlier choice decides nothing.
    """
    hidden: set[str] = set()
    answers: dict[str, str] = {}
    for field in form.fields:
        if field.hidden_when is not None and field.hidden_when.holds(answers):
            hidden.add(field.key)
        else:
            answers[field.key] = _answer(field, raw.get(field.key, ()))
    return frozenset(hidden)


def can_be_asked_together(form: Form, first: Field, second: Field) -> bool:
    """Say whether some answers bring both fields on the page.

    Every combination of the answers that decide about them is tried. With more combinations
    than anybody could oversee the answer is yes.
    """
    deciding = _deciding(form, first, second)
    answers = [_possible_answers(form, field) for field in deciding]
    if prod(map(len, answers)) > _MANY_COMBINATIONS:
        return True
    keys = [field.key for field in deciding]
    for combination in product(*answers):
        raw = {key: [answer] for key, answer in zip(keys, combination, strict=True)}
        if not {first.key, second.key} & hidden_keys(form, raw):
            return True
    return False


def is_yes(typed: str) -> bool:
    """Say whether the value of a yes/no control means yes."""
    return typed.strip().lower() in _YES


def _deciding(form: Form, *fields: Field) -> list[Field]:
    """Return the fields whose answers decide, directly or through others, about these."""
    keys: set[str] = set()
    # a condition only speaks of fields above, so one pass upwards finds them all
    for field in reversed(form.fields):
        if field.hidden_when is not None and (field in fields or field.key in keys):
            keys |= {each.key for each in field.hidden_when.comparisons}
    return [field for field in form.fields if field.key in keys]


def _possible_answers(form: Form, field: Field) -> list[str]:
    """Return one of each answer that a condition could tell apart."""
    none = [] if field.required else [""]
    if field.kind is Kind.YES_NO:
        return ["yes", "no", *none] if field.options else ["yes", "no"]
    if field.options:
        return [*(option.value for option in field.options), *none]
    conditions = (other.hidden_when for other in form.fields if other.hidden_when is not None)
    compared = {
        each.value for one in conditions for each in one.comparisons if each.key == field.key
    }
    return [*sorted(compared), _ANOTHER, *none]


def _answer(field: Field, typed: Sequence[str]) -> str:
    first = typed[0].strip() if typed else ""
    if field.kind is not Kind.YES_NO or (not first and field.options):
        return first
    return "yes" if is_yes(first) else "no"
