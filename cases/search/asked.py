"""Reads what somebody typed in the search box."""

import re
from dataclasses import dataclass

from cases.folding import fold, joined_words, words_of
from forms.person_numbers import numbers_in

LONGEST_QUESTION = 200
MOST_WORDS = 16

_CODE = re.compile(
    r"(?P<book>[a-z]{1,3})?[\s./-]*(?:(?P<year>(?:19|20)\d\d)[\s./-]*)?0*(?P<number>\d{1,9})"
)
_WITHOUT_YEAR = re.compile(r"(?P<book>[a-z]{1,3})?[\s./-]*(?P<year>)0*(?P<number>\d{1,9})")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, taken apart.

    Attributes:
        text: As typed, without what cannot be stored, cut at ``LONGEST_QUESTION``.
        words: Folded words that must all be there, in any order.
        codes: Words of codes it may mean; one is enough.
        papers: Numbers of papers it may mean, without signs in between.
        people: Numbers of identity papers and telephones it holds.
        is_whole_code: It names one petition or case: book, year and number.
    """

    text: str
    words: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    is_whole_code: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is left that could be looked for."""
        return not self.words


def read_asked(typed: str) -> Asked:
    """Take apart what was typed. Every text is a question; none is an error."""
    text = " ".join(typed.replace("\0", " ").split())[:LONGEST_QUESTION]
    words = tuple(dict.fromkeys(words_of(text)))[:MOST_WORDS]
    whole = _CODE.fullmatch(fold(text))
    readings = [one for one in (whole, _WITHOUT_YEAR.fullmatch(fold(text))) if one]
    return Asked(
        text=text,
        words=words,
        codes=tuple(dict.fromkeys(_code_word(one) for one in readings)),
        papers=_papers(text) if any(any(map(str.isdigit, word)) for word in words) else (),
        people=numbers_in(text),
        is_whole_code=bool(whole and whole["book"] and whole["year"]),
    )


def _code_word(reading: re.Match[str]) -> str:
    parts = (reading["book"], reading["year"], reading["number"])
    return "".join(f"_{part}" for part in parts if part)


def _papers(text: str) -> tuple[str, ...]:
    """Return the whole text, and each part of it that is written like a number of a paper."""
    parts = [part for part in text.split() if "/" in part and any(map(str.isdigit, part))]
    return tuple(dict.fromkeys(filter(None, map(joined_words, [text, *parts]))))
