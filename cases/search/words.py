"""Gives codes, units and records words of their own, so that they are found like any word.

They begin with ``_``, which no folded word holds: nothing typed or written is mistaken for them.
"""

from cases.folding import words_of

NUMBER_MARK = "_n"


def code_words(code: str) -> list[str]:
    """Return the words under which a code is found, whole or in part.

    ``"KN-2026-000123"`` is found by its number, by book and number, and by all three.
    """
    parts = words_of(code)
    number = parts[-1].lstrip("0") or "0" if parts else ""
    return [f"_{'_'.join([*parts[start:-1], number])}" for start in range(len(parts))] + (
        [f"_{parts[0]}_{number}"] if len(parts) > 2 else []  # noqa: PLR2004 - book, year, number
    )


def unit_word(unit_id: int) -> str:
    """Return the word of what a unit has to do with."""
    return f"_u{unit_id}"


def number_word(blind: str) -> str:
    """Return the word of a number that may belong to a person, of what its blind index says."""
    return f"{NUMBER_MARK}{blind.replace('-', '').replace('.', '_')}"


def case_word(case_id: int) -> str:
    """Return the word of one case."""
    return f"_c{case_id}"


def petition_word(petition_id: int) -> str:
    """Return the word of one petition, by which also the case that settles it is found."""
    return f"_p{petition_id}"
