"""How alike two texts are: by the pairs of neighbouring words they share."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cases.folding import words_of

VERY_ALIKE = 0.5
ALIKE = 0.2
MOST_PHRASES = 4
SHORTEST_NUMBER = 2
FEWEST_PAIRS = 5
"""Below this a text is too short to be called very much like another."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of the shorter text stands in the other one.

    Attributes:
        share: From 0 to 1, of the pairs of words of the shorter text.
        of_longer: The same of the longer text.
        numbers: Numbers that stand in both, of a plot or a decision for instance.
        phrases: The longest runs of words they share, as written in the first text.
    """

    share: float
    of_longer: float
    numbers: frozenset[str]
    phrases: tuple[str, ...]

    @property
    def is_very_alike(self) -> bool:
        """Tell whether it is most likely the same matter."""
        return self.share >= VERY_ALIKE

    @property
    def is_alike(self) -> bool:
        """Tell whether it may be the same matter."""
        return self.share >= ALIKE

    @property
    def is_known(self) -> bool:
        """Tell whether who wrote one text must know the other: common phrases are not enough."""
        return self.is_very_alike and (bool(self.numbers) or self.of_longer >= VERY_ALIKE)


def numbers_of(text: str) -> list[str]:
    """Return the numbers of a text: of a plot, a decision, a house; they tell matters apart."""
    words = dict.fromkeys(words_of(text))
    return [one for one in words if len(one) >= SHORTEST_NUMBER and any(map(str.isdigit, one))]


def likeness(text: str, other: str) -> Likeness:
    """Compare two texts, whatever their accents, capitals and signs."""
    written = text.split()
    folded = [words_of(one) for one in written]
    words = [word for each in folded for word in each]
    other_pairs = _pairs(words_of(other))
    pairs = _pairs(words)
    shorter, longer = sorted((len(pairs), len(other_pairs)))
    shared = len(pairs & other_pairs)
    return Likeness(
        share=shared / max(FEWEST_PAIRS, shorter),
        of_longer=shared / max(FEWEST_PAIRS, longer),
        numbers=frozenset(numbers_of(text)) & frozenset(numbers_of(other)),
        phrases=_phrases(written, folded, other_pairs),
    )


def _pairs(words: Sequence[str]) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(words))


def _phrases(
    written: Sequence[str],
    folded: Sequence[Sequence[str]],
    other_pairs: frozenset[tuple[str, str]],
) -> tuple[str, ...]:
    """Return the runs of written words whose neighbours stand together in the other text too."""
    runs: list[list[str]] = [[]]
    last: str | None = None
    for as_written, words in zip(written, folded, strict=True):
        for word in words[:1]:
            if last is None or (last, word) not in other_pairs:
                runs.append([])
            runs[-1].append(as_written.strip(",.;:()\"'“”"))
        last = words[-1] if words else last
    known = {" ".join(words_of(phrase)): phrase for phrase in (" ".join(run) for run in runs)}
    longest = sorted((one for one in known if " " in one), key=lambda one: -len(one.split()))
    return tuple(known[one] for one in longest[:MOST_PHRASES])
